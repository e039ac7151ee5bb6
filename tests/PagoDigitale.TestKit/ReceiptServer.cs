using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PagoDigitale.TestKit;

/// <summary>
/// pagoPA's service of receipts as a test wants it, also as it never should be; it counts the calls and refuses none by itself.
/// </summary>
public sealed class ReceiptServer : IAsyncDisposable
{
    private const string Iban = "IT60X0542811101000000123456";

    private readonly WebApplication _app;

    private ReceiptServer(WebApplication app) => _app = app;

    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.Single()
        + "/bizevents/service/v1";

    /// <summary>What it has, by IUR.</summary>
    public ConcurrentDictionary<string, JsonObject> Has { get; } = new();

    /// <summary>The IUR of each call, in their order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>Answers in place of the receipt, where it says so.</summary>
    public Func<string, HttpContext, Task<bool>> Answer { get; set; } = (_, _) => Task.FromResult(false);

    public static async Task<ReceiptServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new ReceiptServer(app);
        app.MapGet("/bizevents/service/v1/organizations/{organization}/receipts/{iur}/paymentoptions/{iuv}", server.TellAsync);
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    /// <summary>It knows the receipt of a notice of one transfer.</summary>
    /// <returns>What it will answer, to be changed.</returns>
    public JsonObject Put(string organization, string iur, string notice, long cents, DateOnly? paidOn = null) =>
        Has[iur] = Receipt(organization, iur, notice, cents, paidOn ?? TestClock.Today.AddDays(-2));

    public static JsonObject Receipt(string organization, string iur, string notice, long cents, DateOnly paidOn) =>
        new()
        {
            ["receiptId"] = iur,
            ["noticeNumber"] = notice,
            ["fiscalCode"] = organization,
            ["outcome"] = "OK",
            ["creditorReferenceId"] = notice[1..],
            ["paymentAmount"] = JsonValue.Create(cents / 100m),
            ["description"] = "TARI 2026",
            ["companyName"] = "Comune di prova",
            ["debtor"] = Person("RSSMRA80A01H501U", "Mario Rossi"),
            ["transferList"] = new JsonArray(Transfer(1, organization, cents, notice[1..])),
            ["idPSP"] = "PPAYITR1XXX",
            ["pspFiscalCode"] = "06529501006",
            ["pspCompanyName"] = "Banca di prova",
            ["idChannel"] = "PPAYITR1XXX_01",
            ["channelDescription"] = "NA",
            ["payer"] = Person("RSSMRA80A01H501U", "Mario Rossi"),
            ["paymentMethod"] = "other",
            ["fee"] = 1.5m,
            ["paymentDateTime"] = paidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["paymentDateTimeFormatted"] = paidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T10:15:30",
            ["applicationDate"] = paidOn.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["transferDate"] = paidOn.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            ["metadata"] = new JsonArray(new JsonObject { ["key"] = "anno", ["value"] = "2026" }),
        };

    public static JsonObject Transfer(int index, string beneficiary, long cents, string iuv) =>
        new()
        {
            ["idTransfer"] = index,
            ["transferAmount"] = JsonValue.Create(cents / 100m),
            ["fiscalCodePA"] = beneficiary,
            ["iban"] = Iban,
            ["mbdAttachment"] = null,
            ["remittanceInformation"] = $"/RFB/{iuv}",
            ["transferCategory"] = "9/0101108TS/",
        };

    private static JsonObject Person(string code, string name) =>
        new()
        {
            ["entityUniqueIdentifierType"] = "F",
            ["entityUniqueIdentifierValue"] = code,
            ["fullName"] = name,
        };

    private async Task TellAsync(HttpContext http)
    {
        var (iur, iuv) = ((string)http.Request.RouteValues["iur"]!, (string)http.Request.RouteValues["iuv"]!);
        Calls.Enqueue(iur);
        if (await Answer(iur, http))
            return;
        http.Response.ContentType = "application/json";
        if (Has.TryGetValue(iur, out var receipt) && (string?)receipt["creditorReferenceId"] == iuv)
        {
            await http.Response.WriteAsync(receipt.ToJsonString());
            return;
        }
        http.Response.StatusCode = StatusCodes.Status404NotFound;
        await http.Response.WriteAsync("""{"title":"Not Found","status":404,"detail":"No such receipt"}""");
    }
}
