using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>Why a notice cannot be paid, as the node hears it (SANP, error management). The rule is <see cref="Payability"/>.</summary>
public static class NoticeFaults
{
    /// <summary>Null when it can be paid.</summary>
    public static string? Of(NoticeOfPosition notice, DateOnly today) =>
        Payability.ObstacleOf(
            StateText.Parse<InstalmentState>(notice.State),
            new(notice.ValidFrom, notice.DueDate, notice.ValidUntil, notice.IsPayableAfterDueDate),
            today
        ) switch
        {
            null => null,
            PaymentObstacle.Draft or PaymentObstacle.NotYetValid => PaFaultCodes.PagamentoSconosciuto,
            // Of a void one the debt was paid by another notice, as a whole or in part.
            PaymentObstacle.Paid or PaymentObstacle.Void => PaFaultCodes.PagamentoDuplicato,
            // A replaced notice was withdrawn in favour of another: for whoever holds it, it is cancelled.
            PaymentObstacle.Cancelled or PaymentObstacle.Replaced => PaFaultCodes.PagamentoAnnullato,
            PaymentObstacle.Expired or PaymentObstacle.PastLastDay or PaymentObstacle.PastDueDate => PaFaultCodes.PagamentoScaduto,
            var other => throw new InvalidOperationException($"Obstacle {other} has no answer for the node."),
        };
}
