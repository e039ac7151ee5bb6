using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>The node's questions about what <see cref="PositionRows"/> wrote.</summary>
internal static class Requests
{
    public static VerifyPaymentNoticeRequest Verify(OrganizationRow o, string notice) =>
        new(o.Code, o.Broker, o.Station, new QrCode(o.Code, notice));

    public static GetPaymentRequest GetPayment(
        OrganizationRow o,
        string notice,
        PaVersion version = PaVersion.V2,
        TransferType? type = null
    ) => new(o.Code, o.Broker, o.Station, version, new QrCode(o.Code, notice)) { TransferType = type, AmountCents = 1 };

    public static SendRtRequest SendRt(OrganizationRow o, Receipt receipt) => new(o.Code, o.Broker, o.Station, receipt);

    public static DemandPaymentNoticeRequest Demand(OrganizationRow o) =>
        new(o.Code, o.Broker, o.Station, "00001", "00005", [.. "<tassaAuto/>"u8]);

    public static Receipt Receipt(OrganizationRow o, WrittenNotice notice, PaVersion version = PaVersion.V2) =>
        Receipt(o, notice.Number, notice.Row.AmountCents - notice.Row.OthersCents, notice.Row.OthersCents, version);

    public static Receipt Receipt(
        OrganizationRow o,
        string notice,
        long ownCents,
        long othersCents = 0,
        PaVersion version = PaVersion.V2
    ) =>
        new()
        {
            Version = version,
            ReceiptId = Guid.NewGuid().ToString("N"),
            NoticeNumber = notice,
            FiscalCode = o.Code,
            CreditorReferenceId = notice[1..],
            AmountCents = ownCents + othersCents,
            Description = "TARI 2026",
            CompanyName = "Comune di Prova",
            Debtor = new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi"),
            Payer = new Subject(EntityType.G, "02438750586", "Studio Associato"),
            Transfers =
                othersCents == 0
                    ? [Transfer(1, o.Code, ownCents)]
                    : [Transfer(1, o.Code, ownCents), Transfer(2, PositionRows.OtherBeneficiary, othersCents)],
            IdPsp = "AGID_01",
            PspFiscalCode = "97735020584",
            PspCompanyName = "Banca di Prova",
            IdChannel = "97735020584_02",
            ChannelDescription = "NA",
            PaymentMethod = "creditCard",
            FeeCents = 150,
            PaymentDateTime = new DateTimeOffset(2026, 7, 15, 22, 30, 1, TimeSpan.Zero),
            ApplicationDate = new DateOnly(2026, 7, 16),
            TransferDate = new DateOnly(2026, 7, 17),
            IsStandIn = false,
        };

    public static ReceiptTransfer Transfer(int index, string beneficiary, long amountCents) =>
        new()
        {
            IdTransfer = index,
            AmountCents = amountCents,
            FiscalCodePa = beneficiary,
            Iban = PositionRows.Iban,
            RemittanceInformation = "/RFB/02000000000000000/TXT/TARI 2026",
            TransferCategory = "9/0101100IM/",
            Metadata = [new("CHIAVE", "valore")],
        };
}
