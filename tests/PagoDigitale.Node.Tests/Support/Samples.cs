using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Node.Tests.Support;

/// <summary>One full message of each kind, every optional field filled.</summary>
internal static class Samples
{
    public const string Ente = "77777777777";
    public const string Broker = "15376371009";
    public const string Station = "15376371009_09";
    public const string Notice = "311000000000000037";

    public static readonly QrCode QrCode = new(Ente, Notice);

    public static readonly Subject Debtor = new(EntityType.F, "JHNDOE00A01F205N", "D'Amico & Figli <Niccolò>")
    {
        StreetName = "Via della Libertà",
        CivicNumber = "12/bis",
        PostalCode = "90133",
        City = "Palermo",
        StateProvinceRegion = "PA",
        Country = "IT",
        Email = "niccolo.damico@example.org",
    };

    public static readonly Subject Payer = Debtor with
    {
        Type = EntityType.G,
        IdentifierValue = "02438750586",
        FullName = "Studio Associato",
    };

    public static readonly VerifyPaymentNoticeRequest Verify = new(Ente, Broker, Station, QrCode);

    public static readonly DemandPaymentNoticeRequest Demand = new(Ente, Broker, Station, "00001", "00005", [.. "<tassaAuto/>"u8]);

    public static readonly PaymentOption Option = new(12_345, true)
    {
        DueDate = new DateOnly(2026, 11, 30),
        DetailDescription = "Rata unica",
    };

    public static readonly VerifyPaymentNoticeResponse VerifyAnswer = new(Option, "TARI 2026 à è ì", Ente, "Comune di Prova")
    {
        OfficeName = "Ufficio Tributi",
    };

    public static readonly DemandPaymentNoticeResponse DemandAnswer = new(QrCode, Option, "Tassa automobilistica", Ente, "Regione di Prova")
    {
        OfficeName = "Tributi",
    };

    public static readonly PaymentTransfer Transfer = new()
    {
        IdTransfer = 1,
        AmountCents = 10_000,
        FiscalCodePa = Ente,
        CompanyName = "Comune di Prova",
        Iban = "IT45R0760103200000000001016",
        RemittanceInformation = "/RFB/11000000000000037/100.00/TXT/TARI 2026",
        TransferCategory = "9/0101100IM/",
        Metadata = [new("IBANAPPOGGIO", "IT30N0103076271000001823603"), new("RC_AC_1", "2026")],
    };

    public static readonly PaymentTransfer StampTransfer = Transfer with
    {
        IdTransfer = 2,
        AmountCents = 1_600,
        Iban = null,
        StampRequest = new([.. Convert.FromBase64String("wHpFSLCGZjIvNSXxqtGbxg7275t446DRTk5ZrsdUQ6E=")], "PA"),
        Metadata = [],
    };

    public static readonly PaymentData DataV2 = new()
    {
        CreditorReferenceId = "11000000000000037",
        AmountCents = 11_600,
        DueDate = new DateOnly(2026, 11, 30),
        Description = "TARI 2026",
        CompanyName = "Comune di Prova",
        OfficeName = "Ufficio Tributi",
        Debtor = Debtor,
        Transfers = [Transfer, StampTransfer],
        Metadata = [new("RC_TIP_1", "INCASSO_TIPICO")],
    };

    public static readonly PaymentData DataV1 = DataV2 with { AmountCents = 10_000, Transfers = [Transfer with { CompanyName = null }] };

    public static readonly Receipt ReceiptV2 = new()
    {
        Version = PaVersion.V2,
        ReceiptId = "c110729d258c4ab1b765fe902aae41d6",
        NoticeNumber = Notice,
        FiscalCode = Ente,
        CreditorReferenceId = "11000000000000037",
        AmountCents = 11_600,
        Description = "TARI 2026",
        CompanyName = "Comune di Prova",
        OfficeName = "Ufficio Tributi",
        Debtor = Debtor,
        Transfers = [Received(Transfer), Received(StampTransfer) with { StampAttachment = [.. "<marcaDaBollo/>"u8] }],
        IdPsp = "AGID_01",
        PspFiscalCode = "97735020584",
        PspPartitaIva = "06655971007",
        PspCompanyName = "Banca di Prova",
        IdChannel = "97735020584_02",
        ChannelDescription = "NA",
        Payer = Payer,
        PaymentMethod = "creditCard",
        PaymentNote = "cart-0001",
        FeeCents = 150,
        PrimaryCiIncurredFeeCents = 0,
        IdBundle = "bundle-1",
        IdCiBundle = "bundle-ci-1",
        PaymentDateTime = new DateTimeOffset(2026, 7, 15, 8, 30, 1, 123, TimeSpan.Zero),
        ApplicationDate = new DateOnly(2026, 7, 15),
        TransferDate = new DateOnly(2026, 7, 16),
        Metadata = [new("KEY", "value")],
        IsStandIn = false,
    };

    public static readonly Receipt ReceiptV1 = ReceiptV2 with
    {
        Version = PaVersion.V1,
        AmountCents = 10_000,
        Transfers = [Received(Transfer) with { CompanyName = null }],
        PaymentNote = null,
        PrimaryCiIncurredFeeCents = null,
        IdBundle = null,
        IdCiBundle = null,
        IsStandIn = true,
    };

    public static GetPaymentRequest GetPayment(PaVersion version) =>
        new(Ente, Broker, Station, version, QrCode)
        {
            AmountCents = 11_600,
            PaymentNote = "cart-0001",
            TransferType = TransferType.Postal,
            DueDate = new DateOnly(2026, 11, 30),
        };

    public static IReadOnlyDictionary<string, PaRequest> Requests { get; } =
        new Dictionary<string, PaRequest>
        {
            ["verify-request"] = Verify,
            ["get-payment-v1-request"] = GetPayment(PaVersion.V1),
            ["get-payment-v2-request"] = GetPayment(PaVersion.V2),
            ["send-rt-v1-request"] = new SendRtRequest(Ente, Broker, Station, ReceiptV1),
            ["send-rt-v2-request"] = new SendRtRequest(Ente, Broker, Station, ReceiptV2),
            ["demand-request"] = Demand,
        };

    public static IReadOnlyDictionary<string, PaResponse> Responses { get; } =
        new Dictionary<string, PaResponse>
        {
            ["verify-response"] = VerifyAnswer,
            ["get-payment-v1-response"] = new GetPaymentResponse(PaVersion.V1, DataV1),
            ["get-payment-v2-response"] = new GetPaymentResponse(PaVersion.V2, DataV2),
            ["send-rt-v1-response"] = new SendRtResponse(PaVersion.V1),
            ["send-rt-v2-response"] = new SendRtResponse(PaVersion.V2),
            ["demand-response"] = DemandAnswer,
            ["fault-response"] = new FaultResponse(
                PaOperation.VerifyPaymentNotice,
                PaFault.Of(PaFaultCodes.PagamentoSconosciuto, Ente, "The notice is not in the archive.")
            ),
        };

    private static ReceiptTransfer Received(PaymentTransfer transfer) =>
        new()
        {
            IdTransfer = transfer.IdTransfer,
            AmountCents = transfer.AmountCents,
            FiscalCodePa = transfer.FiscalCodePa,
            CompanyName = transfer.CompanyName,
            Iban = transfer.Iban,
            RemittanceInformation = transfer.RemittanceInformation,
            TransferCategory = transfer.TransferCategory,
            Metadata = transfer.Metadata,
        };
}
