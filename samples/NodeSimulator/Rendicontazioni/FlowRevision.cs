using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Rendicontazioni;

/// <summary>
/// What the PSP corrects: a payment it leaves out, or one whose amount it changes. Without either the flow tells again
/// exactly what was paid.
/// </summary>
public sealed record FlowRevision(string? DropIur = null, AmountChange? ChangeAmount = null)
{
    public string? Problem(ReportedFlow flow)
    {
        if (DropIur is { } dropped && flow.Rows.All(row => row.Iur != dropped))
            return $"No payment {dropped} in the flow.";
        if (DropIur is not null && flow.Rows.Count == 1)
            return "A flow holds at least one payment.";
        if (ChangeAmount is { } change && flow.Rows.All(row => row.Iur != change.Iur))
            return $"No payment {change.Iur} in the flow.";
        return ChangeAmount is { AmountCents: < 1 } ? "An amount is at least one cent." : null;
    }

    public IReadOnlyList<PaidTransfer> Apply(ReportedFlow flow)
    {
        if (DropIur is null && ChangeAmount is null)
            return flow.Paid;
        return
        [
            .. flow
                .Rows.Where(row => row.Iur != DropIur)
                .Select(row => row.Iur == ChangeAmount?.Iur ? row with { AmountCents = ChangeAmount.AmountCents } : row),
        ];
    }
}

public sealed record AmountChange(string Iur, long AmountCents);
