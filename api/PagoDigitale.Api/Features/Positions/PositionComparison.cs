using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Whether a request says what the position already says.</summary>
internal static class PositionComparison
{
    public static bool IsSame(Position position, PositionInput input, PositionPlan plan)
    {
        var current = position.InOrder.Where(i => !i.IsRetired).ToList();
        var planned = plan.Instalments.ToList();
        return position.ServiceCode == input.ServiceCode
            && position.UnitCode == plan.UnitCode
            && position.Description == input.Description
            && IsSame(position.Options, PositionDrafter.OptionsOf(plan, position.OrganizationId, position.PositionId))
            && position.ValidFrom == input.ValidFrom
            && position.RequestToPay == input.RequestToPay
            && IsSame(position, input.Debtor)
            && IsSame(position.CoDebtors, input.CoDebtors ?? [])
            && IsSame(position.Metadata ?? [], input.Metadata ?? [])
            && current.Count == planned.Count
            && current.Zip(planned).All(pair => IsSame(pair.First, pair.Second, position.Description));
    }

    public static bool IsSame(Position position, PositionDebtorInput debtor) =>
        position.DebtorType == debtor.Type
        && position.DebtorFiscalCode == FiscalCode.Parse(debtor.FiscalCode).Value
        && position.DebtorName == debtor.Name
        && position.DebtorAddress == debtor.Address
        && position.DebtorEmail == debtor.Email;

    public static bool IsSame(List<CoDebtor> one, List<CoDebtorInput> other) =>
        one.Select(c => (c.Type, c.FiscalCode, c.Name)).ToHashSet().SetEquals(other.Select(c => (c.Type, c.Code.Value, c.Name)));

    private static bool IsSame(List<PaymentOption> one, List<PaymentOption> other) =>
        one.OrderBy(o => o.OptionIndex)
            .Select(o => (o.OptionIndex, o.Kind, o.Description))
            .SequenceEqual(other.Select(o => (o.OptionIndex, o.Kind, o.Description)));

    private static bool IsSame(Dictionary<string, string> one, Dictionary<string, string> other) =>
        one.Count == other.Count && one.All(pair => other.TryGetValue(pair.Key, out var value) && value == pair.Value);

    private static bool IsSame(Instalment row, PlannedInstalment plan, string description) =>
        (row.OptionIndex, row.InstalmentIndex) == (plan.Place.Option, plan.Place.Instalment)
        && row.AmountCents == plan.AmountCents
        && row.ValidFrom == plan.ValidFrom
        && row.KeepPayableAfterDueDate == plan.KeepPayableAfterDueDate
        && row.DueDate == plan.DueDate
        && row.ValidUntil == plan.ValidUntil
        && row.Description == plan.Description
        && row.RemittanceInformation == plan.RemittanceInformation
        && (plan.NoticeNumber is null || plan.NoticeNumber == row.NoticeNumber)
        && (row.Metadata ?? []).SequenceEqual(plan.Metadata)
        && row.Transfers.Count == plan.Transfers.Count
        && row.Transfers.OrderBy(t => t.TransferIndex)
            .Zip(plan.Transfers)
            .All(pair => IsSame(pair.First, pair.Second, row.Iuv, row.Description ?? description));

    private static bool IsSame(Transfer row, PlannedTransfer plan, string iuv, string description) =>
        row.Beneficiary == plan.Beneficiary
        && row.AmountCents == plan.AmountCents
        && row.Iban == plan.Iban
        && row.PostalIban == plan.PostalIban
        && row.TaxonomyCode == plan.TaxonomyCode
        && row.ServiceCode == plan.ServiceCode
        && (row.Metadata ?? []).SequenceEqual(plan.Metadata)
        && row.RemittanceInformation == (plan.RemittanceInformation ?? RemittanceText.For(iuv, plan.AmountCents, description))
        && row.Allocations.OrderBy(a => a.AllocationIndex)
            .Select(a => new PlannedAllocation(a.AccertamentoId, a.AmountCents))
            .SequenceEqual(plan.Allocations);
}
