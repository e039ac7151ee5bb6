using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.NodeSimulator.Gateway;
using Shouldly;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>Tells ACA of notices, and looks at what it knows.</summary>
internal sealed class AcaCaller
{
    public const string Path = "/paCreatePosition";

    private readonly HttpClient _http;
    private readonly ServiceCaller _service;

    private AcaCaller(HttpClient http, ServiceCaller service) => (_http, _service) = (http, service);

    public string? Key
    {
        set => _service.Key = value;
    }

    public static async Task<AcaCaller> OfAsync(HttpClient http) => new(http, await ServiceCaller.OfAsync(http, "/aca", "/aca.yaml"));

    /// <summary>A notice in good form, the same for the same number.</summary>
    public static JsonObject Notice(int number, long amount = 13_000, string organization = FakeEnte.Ente)
    {
        var notice = NoticeNumber.Generate(3, 1, number);
        return new JsonObject
        {
            ["paFiscalCode"] = organization,
            ["entityType"] = "F",
            ["entityFiscalCode"] = "RSSMRA80A01H501U",
            ["entityFullName"] = "Mario Rossi",
            ["iuv"] = notice.Iuv,
            ["nav"] = notice.Value,
            ["amount"] = amount,
            ["description"] = "Quota 2026",
            ["expirationDate"] = "2026-12-31T22:59:59Z",
            ["iban"] = FakeEnte.Iban,
            ["postalIban"] = "IT45R0760103200000000001016",
            ["switchToExpired"] = true,
            ["payStandIn"] = false,
        };
    }

    public static string NavOf(int number) => NoticeNumber.Generate(3, 1, number).Value;

    public Task<(HttpStatusCode Status, JsonObject Body)> TellAsync(JsonNode notice) => _service.AskAsync(HttpMethod.Post, Path, notice);

    public async Task<JsonObject> TakenAsync(JsonNode notice)
    {
        var (status, body) = await TellAsync(notice);
        status.ShouldBe(HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    public async Task RefusedAsync(JsonNode notice, HttpStatusCode status, string title, string detail)
    {
        var (answered, body) = await TellAsync(notice);
        answered.ShouldBe(status, body.ToJsonString());
        (body["title"]!.GetValue<string>(), body["status"]!.GetValue<int>()).ShouldBe((title, (int)status));
        body["detail"]!.GetValue<string>().ShouldContain(detail);
    }

    /// <summary>As it came, for what keeps to no document.</summary>
    public Task<HttpResponseMessage> SendAsync(JsonNode notice) => _service.SendAsync(HttpMethod.Post, Path, notice);

    public Task PlayAsync(ServiceFault fault) => _service.PlayAsync(fault);

    public Task<HttpStatusCode> SetKeyAsync(ServiceKey key) => _service.SetKeyAsync(key);

    public async Task<JsonObject> PageAsync(string query = "", string organization = FakeEnte.Ente) =>
        JsonNode
            .Parse(await _http.GetStringAsync(new Uri($"/aca/positions?paFiscalCode={organization}{query}", UriKind.Relative)))!
            .AsObject();

    /// <summary>What it knows of one notice; null: nothing.</summary>
    public async Task<JsonNode?> KnownAsync(int number) => (await PageAsync($"&nav={NavOf(number)}"))["items"]!.AsArray().SingleOrDefault();

    /// <summary>The amounts that were accepted for a notice, in order.</summary>
    public async Task<IReadOnlyList<long>> AmountsAsync(int number) =>
        await KnownAsync(number) is { } known
            ? [.. known["writes"]!.AsArray().Select(write => write!["position"]!["amount"]!.GetValue<long>())]
            : [];

    public async Task ForgetAsync()
    {
        using var answer = await _http.DeleteAsync(new Uri("/aca/positions", UriKind.Relative));
        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
    }

    public static DateTimeOffset Instant(JsonNode text) => DateTimeOffset.Parse(text.GetValue<string>(), CultureInfo.InvariantCulture);
}
