using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>An accertamento as the allocations show it.</summary>
public sealed record AccertamentoName(int Year, string Number, string Chapter);

internal static class PositionMapper
{
    public static PositionModel Map(
        Position p,
        string? debtorExternalId,
        IReadOnlyDictionary<Guid, AccertamentoName> accertamenti,
        long missingCents
    ) =>
        new()
        {
            Id = p.PublicId,
            ExternalId = p.ExternalId,
            State = p.State,
            ServiceCode = p.ServiceCode,
            UnitCode = p.UnitCode,
            Description = p.Description,
            Debtor = new()
            {
                Id = Ids.Debtor(p.DebtorId),
                Type = p.DebtorType,
                FiscalCode = p.DebtorFiscalCode,
                Name = p.DebtorName,
                Address = p.DebtorAddress,
                Email = p.DebtorEmail,
                ExternalId = debtorExternalId,
            },
            ValidFrom = p.ValidFrom,
            FlowId = p.FlowId is { } flow ? Ids.Flow(flow) : null,
            AmountCents = p.Instalments.Where(i => i.IsLive).Sum(i => i.AmountCents),
            PaidCents = p.PaidCents,
            OutstandingCents = p.Instalments.Where(i => IsOwed(i.State)).Sum(i => i.AmountCents) + missingCents,
            PaymentOptions =
            [
                new()
                {
                    Index = 1,
                    Description = p.OptionDescription,
                    // What was replaced stays in the archive and is no way of paying any more.
                    Instalments =
                    [
                        .. p
                            .Instalments.Where(i => i.State != InstalmentState.Replaced)
                            .OrderBy(i => i.InstalmentIndex)
                            .Select(i => Map(i, accertamenti)),
                    ],
                },
            ],
            Metadata = p.Metadata ?? [],
            CreatedAt = p.CreatedAt,
            UpdatedAt = p.UpdatedAt,
            Version = p.Version,
        };

    /// <summary>A draft is nobody's debt yet; what has expired is still owed.</summary>
    public static bool IsOwed(InstalmentState state) => state is InstalmentState.Unpaid or InstalmentState.Expired;

    private static InstalmentModel Map(Instalment i, IReadOnlyDictionary<Guid, AccertamentoName> accertamenti) =>
        new()
        {
            Id = Ids.Instalment(i.InstalmentId),
            Index = i.InstalmentIndex,
            NoticeNumber = i.NoticeNumber,
            Iuv = i.Iuv,
            AmountCents = i.AmountCents,
            DueDate = i.DueDate,
            ValidUntil = i.ValidUntil,
            State = i.State,
            PaymentInProgressUntil = i.PaymentInProgressUntil,
            PaidAt = i.PaidAt,
            PaidOutsideNode = i.IsPaidOutsideNode,
            ReceiptId = i.ReceiptRecordId is { } receipt ? Ids.Receipt(receipt) : null,
            Metadata = i.Metadata ?? [],
            Transfers = [.. i.Transfers.OrderBy(t => t.TransferIndex).Select(t => Map(t, accertamenti))],
        };

    private static TransferModel Map(Transfer t, IReadOnlyDictionary<Guid, AccertamentoName> accertamenti) =>
        new()
        {
            Index = t.TransferIndex,
            OrganizationFiscalCode = t.Beneficiary,
            AmountCents = t.AmountCents,
            Iban = t.Iban,
            PostalIban = t.PostalIban,
            TaxonomyCode = t.TaxonomyCode,
            RemittanceInformation = t.RemittanceInformation,
            Metadata = t.Metadata ?? [],
            Allocations = [.. t.Allocations.OrderBy(a => a.AllocationIndex).Select(a => Map(a, accertamenti[a.AccertamentoId]))],
        };

    private static AllocationModel Map(Allocation a, AccertamentoName name) =>
        new()
        {
            AccertamentoYear = name.Year,
            AccertamentoNumber = name.Number,
            Chapter = name.Chapter,
            AmountCents = a.AmountCents,
        };
}
