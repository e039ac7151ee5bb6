using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.Tests;

/// <summary>A well-behaved station over real HTTP, with positions in memory.</summary>
internal sealed class FakeEnte : IAsyncDisposable
{
    public const string Ente = "77777777777";
    public const string OtherEnte = "90000000001";
    public const string Broker = "15376371009";
    public const string Station = "15376371009_01";
    public const string Iban = "IT60X0542811101000000123456";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, long> _positions = new();
    private readonly ConcurrentDictionary<string, Receipt> _receipts = new();

    private FakeEnte(WebApplication app) => _app = app;

    public Uri NodeUrl { get; private set; } = null!;

    public IReadOnlyCollection<Receipt> Receipts => [.. _receipts.Values];

    public HashSet<string> Expired { get; } = [];

    public string? LastSubscriptionKey { get; private set; }

    public static async Task<FakeEnte> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var ente = new FakeEnte(builder.Build());
        ente._app.MapPost("/node/{station}", ente.AnswerAsync);
        ente.NodeUrl = new Uri(await ente._app.StartOnFreePortAsync(), $"/node/{Station}");
        return ente;
    }

    public string Issue(int number, long amountCents)
    {
        var notice = NoticeNumber.Generate(3, 1, number).Value;
        _positions[notice] = amountCents;
        return notice;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        LastSubscriptionKey = http.Request.Headers["Ocp-Apim-Subscription-Key"];
        var reading = PaForNodeReader.ReadRequest(body.ToArray());
        PaResponse response = reading.IsOk
            ? Answer(reading.Request)
            : new FaultResponse(reading.Operation!.Value, PaFault.Of(reading.Error, Ente));
        http.Response.ContentType = "text/xml; charset=utf-8";
        await http.Response.Body.WriteAsync(PaForNodeWriter.Write(response));
    }

    private PaResponse Answer(PaRequest request) =>
        request switch
        {
            VerifyPaymentNoticeRequest verify when Refusal(verify.QrCode.NoticeNumber) is { } code => Fault(request, code),
            VerifyPaymentNoticeRequest verify => new VerifyPaymentNoticeResponse(
                new PaymentOption(_positions[verify.QrCode.NoticeNumber], false) { DueDate = new DateOnly(2026, 12, 31) },
                "Quota 2026",
                Ente,
                "Ordine di Prova"
            ),
            GetPaymentRequest payment when Refusal(payment.QrCode.NoticeNumber) is { } code => Fault(request, code),
            GetPaymentRequest payment => new GetPaymentResponse(payment.Version, Data(payment)),
            SendRtRequest receipt => _receipts.TryAdd(receipt.Receipt.ReceiptId, receipt.Receipt)
                ? new SendRtResponse(receipt.Receipt.Version)
                : Fault(request, PaFaultCodes.ReceiptDuplicata),
            _ => Fault(request, PaFaultCodes.SystemError),
        };

    private string? Refusal(string notice) =>
        !_positions.ContainsKey(notice) ? PaFaultCodes.PagamentoSconosciuto
        : Expired.Contains(notice) ? PaFaultCodes.PagamentoScaduto
        : _receipts.Values.Any(receipt => receipt.NoticeNumber == notice) ? PaFaultCodes.PagamentoDuplicato
        : null;

    /// <summary>A tenth goes to another organization.</summary>
    private PaymentData Data(GetPaymentRequest payment)
    {
        var amount = _positions[payment.QrCode.NoticeNumber];
        var others = amount / 10;
        return new PaymentData
        {
            CreditorReferenceId = NoticeNumber.Parse(payment.QrCode.NoticeNumber).Iuv,
            AmountCents = amount,
            DueDate = new DateOnly(2026, 12, 31),
            Description = "Quota 2026",
            CompanyName = "Ordine di Prova",
            Debtor = new(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi"),
            Transfers = [Transfer(1, Ente, amount - others, Iban), Transfer(2, OtherEnte, others, "IT45R0760103200000000001016")],
        };

        PaymentTransfer Transfer(int id, string ente, long cents, string iban) =>
            new()
            {
                IdTransfer = id,
                AmountCents = cents,
                FiscalCodePa = ente,
                CompanyName = payment.Version == PaVersion.V2 ? "Ordine di Prova" : null,
                Iban = iban,
                RemittanceInformation = "/RFB/QUOTA",
                TransferCategory = "9/0702133TS/",
            };
    }

    private static FaultResponse Fault(PaRequest request, string code) => new(request.Operation, PaFault.Of(code, Ente));
}
