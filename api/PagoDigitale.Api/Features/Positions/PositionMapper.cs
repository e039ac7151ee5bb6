using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>An accertamento as the allocations show it.</summary>
public sealed record AccertamentoName(int Year, string Number, string Chapter);

/// <summary>What is looked up for the lines of a position.</summary>
internal sealed record PositionLookups(IReadOnlyDictionary<Guid, AccertamentoName> Accertamenti, Func<Transfer, RequestToPay> RequestOf);

internal static class PositionMapper
{
    public static PositionModel Map(Position p, string? debtorExternalId, PositionLookups lookups, long missingCents) =>
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
            RequestToPay = p.RequestToPay,
            FlowId = p.FlowId is { } flow ? Ids.Flow(flow) : null,
            AmountCents = p.AskedCents,
            PaidCents = p.PaidCents,
            OutstandingCents = PaymentOptions.UnpaidOf(p.Instalments.Select(i => i.Standing)) + missingCents,
            PaymentOptions = OptionsOf(p, lookups),
            Metadata = p.Metadata ?? [],
            CreatedAt = p.CreatedAt,
            UpdatedAt = p.UpdatedAt,
            Version = p.Version,
        };

    /// <summary>What was replaced stays in the archive and is no way of paying any more.</summary>
    private static List<PaymentOptionModel> OptionsOf(Position p, PositionLookups lookups)
    {
        var owed = p.OwedOption;
        return
        [
            .. p
                .InOrder.Where(i => i.State != InstalmentState.Replaced)
                .GroupBy(i => i.OptionIndex)
                .Select(o => Map(p.Options.Find(x => x.OptionIndex == o.Key), [.. o], owed, lookups)),
        ];
    }

    private static PaymentOptionModel Map(PaymentOption? said, List<Instalment> instalments, int? owed, PositionLookups lookups) =>
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
            Instalments = [.. instalments.Select(i => Map(i, lookups))],
        };

    private static InstalmentModel Map(Instalment i, PositionLookups lookups) =>
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
            Transfers = [.. i.Transfers.OrderBy(t => t.TransferIndex).Select(t => Map(t, lookups))],
        };

    private static TransferModel Map(Transfer t, PositionLookups lookups) =>
        new()
        {
            Index = t.TransferIndex,
            OrganizationFiscalCode = t.Beneficiary,
            AmountCents = t.AmountCents,
            ServiceCode = t.ServiceCode,
            Iban = t.Iban,
            PostalIban = t.PostalIban,
            TaxonomyCode = t.TaxonomyCode,
            RequestToPay = lookups.RequestOf(t),
            RemittanceInformation = t.RemittanceInformation,
            Metadata = t.Metadata ?? [],
            Allocations = [.. t.Allocations.OrderBy(a => a.AllocationIndex).Select(a => Map(a, lookups.Accertamenti[a.AccertamentoId]))],
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
