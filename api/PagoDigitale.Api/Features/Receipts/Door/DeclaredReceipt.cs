using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// The receipt of a payment that the organization itself declares, whether the money was taken elsewhere or was owed back already.
/// </summary>
internal static class DeclaredReceipt
{
    /// <summary>The instalment as a whole, under an identifier that nobody can guess, because the node's share the register.</summary>
    /// <param name="kind">What stands for the PSP and for the means of payment; its name is told by the version.</param>
    public static ReceiptRecord Of(
        string organization,
        OwedDebt debt,
        DebtContent content,
        Guid id,
        string version,
        (string Code, Wording Name) kind,
        DateTimeOffset paidAt
    ) =>
        new()
        {
            Id = id,
            Iur = $"{version}-{Ids.Receipt(id)["rcp_".Length..]}",
            NoticeNumber = debt.NoticeNumber,
            Iuv = content.Iuv,
            PrimaryOrganization = organization,
            Version = version,
            AmountCents = debt.Shares.TotalCents,
            PaidAt = paidAt,
            PspId = kind.Code,
            PspName = kind.Name.English,
            PaymentMethod = kind.Code,
            Debtor = new(content.DebtorType, content.DebtorFiscalCode, content.DebtorName),
            Description = content.Description,
            Transfers =
            [
                .. content.Transfers.Select(t => new ReceiptRecordTransfer(
                    t.Index,
                    t.Beneficiary,
                    t.AmountCents,
                    t.Iban,
                    t.TaxonomyCode,
                    t.RemittanceInformation
                )),
            ],
        };
}
