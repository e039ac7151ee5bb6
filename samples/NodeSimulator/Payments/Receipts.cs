using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.NodeSimulator.Psps;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>The receipts the node writes after a payment.</summary>
internal static class Receipts
{
    private const long FeeCents = 150;

    /// <summary>A registered test account (PagoPA's test conventions), for payments in Stand-In made before any activation.</summary>
    private const string StandInIban = "IT30N0103076271000001823603";

    public static Receipt Of(NoticeNumber notice, string idPa, PaymentData data, Psp psp, DateTimeOffset paidAt, PaVersion version) =>
        new()
        {
            Version = version,
            ReceiptId = NewId(),
            NoticeNumber = notice.Value,
            FiscalCode = idPa,
            CreditorReferenceId = data.CreditorReferenceId,
            AmountCents = data.AmountCents,
            Description = data.Description,
            CompanyName = data.CompanyName ?? "Ente creditore",
            OfficeName = data.OfficeName,
            Debtor = data.Debtor,
            Transfers = [.. data.Transfers.Where(transfer => transfer.Iban is not null).Select(transfer => Transfer(transfer, version))],
            IdPsp = psp.Id,
            PspFiscalCode = psp.FiscalCode,
            PspCompanyName = psp.Name,
            IdChannel = psp.Channel,
            ChannelDescription = "app",
            Payer = data.Debtor.IdentifierValue == FiscalCode.AnonymousText ? null : data.Debtor,
            PaymentMethod = "creditCard",
            FeeCents = FeeCents,
            PaymentDateTime = paidAt,
            ApplicationDate = RomeTime.LegalDate(paidAt),
            TransferDate = WorkingDays.After(RomeTime.LegalDate(paidAt)),
            Metadata = data.Metadata,
            IsStandIn = version == PaVersion.V2 ? false : null,
        };

    /// <summary>What the node knows of a notice that was never activated: its last known amount, one transfer.</summary>
    public static PaymentData FromStandIn(NoticeNumber notice, VerifyPaymentNoticeResponse verify, string? iban) =>
        new()
        {
            CreditorReferenceId = notice.Iuv,
            AmountCents = verify.Option.AmountCents,
            DueDate = verify.Option.DueDate ?? new DateOnly(2099, 12, 31),
            Description = verify.PaymentDescription,
            CompanyName = verify.CompanyName,
            Debtor = new(EntityType.F, FiscalCode.AnonymousText, "Pagatore anonimo"),
            Transfers =
            [
                new()
                {
                    IdTransfer = 1,
                    AmountCents = verify.Option.AmountCents,
                    FiscalCodePa = verify.FiscalCodePa,
                    CompanyName = verify.CompanyName,
                    Iban = iban ?? StandInIban,
                    RemittanceInformation = verify.PaymentDescription,
                    TransferCategory = "9/0101108TS/",
                },
            ],
        };

    public static Receipt AnotherPayment(Receipt receipt, Psp psp, DateTimeOffset paidAt) =>
        receipt with
        {
            ReceiptId = NewId(),
            IdPsp = psp.Id,
            PspFiscalCode = psp.FiscalCode,
            PspCompanyName = psp.Name,
            IdChannel = psp.Channel,
            PaymentDateTime = paidAt,
            ApplicationDate = RomeTime.LegalDate(paidAt),
            TransferDate = WorkingDays.After(RomeTime.LegalDate(paidAt)),
        };

    /// <summary>The first transfer bears the whole difference.</summary>
    public static Receipt WithAmount(Receipt receipt, long amountCents)
    {
        var first = receipt.Transfers[0];
        var firstCents = Math.Max(1, first.AmountCents + amountCents - receipt.AmountCents);
        return receipt with
        {
            AmountCents = receipt.AmountCents - first.AmountCents + firstCents,
            Transfers = [first with { AmountCents = firstCents }, .. receipt.Transfers.Skip(1)],
        };
    }

    private static ReceiptTransfer Transfer(PaymentTransfer transfer, PaVersion version) =>
        new()
        {
            IdTransfer = transfer.IdTransfer,
            AmountCents = transfer.AmountCents,
            FiscalCodePa = transfer.FiscalCodePa,
            CompanyName = version == PaVersion.V2 ? transfer.CompanyName ?? "Ente creditore" : null,
            Iban = transfer.Iban,
            RemittanceInformation = transfer.RemittanceInformation,
            TransferCategory = transfer.TransferCategory,
            Metadata = transfer.Metadata,
        };

    /// <summary>The node's payment tokens are 32 hexadecimal digits.</summary>
    private static string NewId() => Guid.NewGuid().ToString("N");
}
