using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// State of a notice to fault code (SANP, error management). The calendar is looked at now: a notice does not stay payable
/// until some nightly job has passed.
/// </summary>
public static class Payability
{
    /// <summary>The same rule, for the statement that marks a payment in progress: i instalments, p positions, v services, $3 today.</summary>
    public const string Sql = """
        i.state = 'unpaid' AND (p.valid_from IS NULL OR p.valid_from <= $3) AND (i.valid_until IS NULL OR i.valid_until >= $3)
            AND (v.keep_payable_after_due_date OR i.due_date IS NULL OR i.due_date >= $3)
        """;

    /// <summary>Null when it can be paid.</summary>
    public static string? FaultOf(NoticeOfPosition notice, DateOnly today) =>
        StateText.Parse<InstalmentState>(notice.State) switch
        {
            InstalmentState.Draft => PaFaultCodes.PagamentoSconosciuto,
            InstalmentState.Paid or InstalmentState.Reported or InstalmentState.Reconciled => PaFaultCodes.PagamentoDuplicato,
            // A replaced notice was withdrawn in favour of another: for whoever holds it, it is cancelled.
            InstalmentState.Cancelled or InstalmentState.Replaced => PaFaultCodes.PagamentoAnnullato,
            InstalmentState.Expired => PaFaultCodes.PagamentoScaduto,
            InstalmentState.Unpaid => FaultOfCalendar(notice, today),
            var other => throw new InvalidOperationException($"State {other} has no answer for the node."),
        };

    private static string? FaultOfCalendar(NoticeOfPosition notice, DateOnly today)
    {
        if (notice.ValidFrom > today)
            return PaFaultCodes.PagamentoSconosciuto;
        var isOver = notice.ValidUntil < today || (notice.DueDate < today && !notice.IsPayableAfterDueDate);
        return isOver ? PaFaultCodes.PagamentoScaduto : null;
    }
}
