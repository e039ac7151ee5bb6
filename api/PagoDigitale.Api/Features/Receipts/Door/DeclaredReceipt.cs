using PagoDigitale.Api.Features.Positions.Door;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>
/// The receipt of a payment that the organization itself declares, whether the money was taken elsewhere or was owed back already.
/// </summary>
internal static class DeclaredReceipt
{
    /// <summary>The instalment as a whole, under an identifier that nobody can guess, because the node's share the register.</summary>
    /// <param name="kind">What stands for the PSP and for the means of payment.</param>
    public static ReceiptRecord Of(
        string organization,
        OwedDebt debt,
        DebtContent content,
        Guid id,
        string version,
        (string Code, string Name) kind,
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
            PspName = kind.Name,
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
