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
            CoDebtors =
                p.CoDebtors.Count == 0
                    ? null
                    :
                    [
                        .. p
                            .CoDebtors.OrderBy(c => c.Place)
                            .Select(c => new CoDebtorModel
                            {
                                Id = Ids.Debtor(c.DebtorId),
                                Type = c.Type,
                                FiscalCode = c.FiscalCode,
                                Name = c.Name,
                            }),
                    ],
            ValidFrom = p.ValidFrom,
            FlowId = p.FlowId is { } flow ? Ids.Flow(flow) : null,
            AmountCents = p.AskedCents,
            PaidCents = p.PaidCents,
            OutstandingCents = PaymentOptions.UnpaidOf(p.Instalments.Select(i => i.Standing)) + missingCents,
            PaymentOptions = OptionsOf(p, accertamenti),
            Metadata = p.Metadata ?? [],
            CreatedAt = p.CreatedAt,
            UpdatedAt = p.UpdatedAt,
            Version = p.Version,
        };

    /// <summary>What was replaced stays in the archive and is no way of paying any more.</summary>
    private static List<PaymentOptionModel> OptionsOf(Position p, IReadOnlyDictionary<Guid, AccertamentoName> accertamenti)
    {
        var owed = p.OwedOption;
        return
        [
            .. p
                .InOrder.Where(i => i.State != InstalmentState.Replaced)
                .GroupBy(i => i.OptionIndex)
                .Select(o => Map(p.Options.Find(x => x.OptionIndex == o.Key), [.. o], owed, accertamenti)),
        ];
    }

    private static PaymentOptionModel Map(
        PaymentOption? said,
        List<Instalment> instalments,
        int? owed,
        IReadOnlyDictionary<Guid, AccertamentoName> accertamenti
    ) =>
        new()
        {
            Index = instalments[0].OptionIndex,
            Kind = said?.Kind ?? PaymentOptions.KindOf(instalments.Count),
            Description = said?.Description,
            State = PaymentOptions.StateOf(
                [.. instalments.Select(i => i.Standing)],
                isOtherOwed: owed is not null && owed != instalments[0].OptionIndex
            ),
            IsOwed = owed == instalments[0].OptionIndex,
            AmountCents = instalments.Where(i => i.IsLive).Sum(i => i.AmountCents),
            KeepPayableAfterDueDate = instalments[0].KeepPayableAfterDueDate,
            ValidFrom = instalments[0].ValidFrom,
            Instalments = [.. instalments.Select(i => Map(i, accertamenti))],
        };

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
            Description = i.Description,
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
            ServiceCode = t.ServiceCode,
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
