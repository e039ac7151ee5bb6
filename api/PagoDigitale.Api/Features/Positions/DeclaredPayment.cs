using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What a payment that the organization itself declares has in common, whether the money was taken elsewhere or was owed back already.</summary>
internal static class DeclaredPayment
{
    /// <summary>Why an instalment that does not take it cannot be paid so.</summary>
    public static ApiError NotPayable(Instalment instalment) =>
        PositionRefusals.IfSettled([instalment])
        ?? ApiError.Conflict(
            "instalment-not-payable",
            "The instalment cannot be paid",
            $"Notice {instalment.NoticeNumber} is {StateText.Of(instalment.State)}: publish or reopen the position first."
        );

    /// <summary>Its receipt: the instalment as a whole, under an identifier that nobody can guess, because the node's share the register.</summary>
    /// <param name="kind">What stands for the PSP and for the means of payment.</param>
    public static ReceiptRecord Receipt(
        Position position,
        Instalment instalment,
        Guid id,
        string version,
        (string Code, string Name) kind,
        DateTimeOffset paidAt
    ) =>
        new()
        {
            Id = id,
            ReceiptId = $"{version}-{Ids.Receipt(id)["rcp_".Length..]}",
            NoticeNumber = instalment.NoticeNumber,
            Iuv = instalment.Iuv,
            PrimaryOrganization = position.OrganizationId,
            Version = version,
            AmountCents = instalment.AmountCents,
            PaidAt = paidAt,
            PspId = kind.Code,
            PspName = kind.Name,
            PaymentMethod = kind.Code,
            Debtor = new(position.DebtorType.ToString(), position.DebtorFiscalCode, position.DebtorName),
            Description = position.Description,
            PositionId = position.PositionId,
            InstalmentId = instalment.InstalmentId,
            Transfers =
            [
                .. instalment.Transfers.Select(t => new ReceiptRecordTransfer(
                    t.TransferIndex,
                    t.Beneficiary,
                    t.AmountCents,
                    t.Iban,
                    t.TaxonomyCode,
                    t.RemittanceInformation
                )),
            ],
        };
}
