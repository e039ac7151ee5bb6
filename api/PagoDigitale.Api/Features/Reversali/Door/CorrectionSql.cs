using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// What reversali have booked beyond what was collected, for each payment and allocation. It happens only when money is taken
/// back after it was booked: the PSP revoked the payment (<c>revoked</c>), or a revision of the flow tells of it no more, or of
/// less (<c>revised</c>); the same may happen to a payment whose credit was assigned to another notice, and booked so; or when a receipt
/// that came after the reversale says that less was paid (<c>paid-short</c>). Anything else has no cause, and the control of the trial
/// balance shows it. $1 is the organization.
/// </summary>
public static class CorrectionSql
{
    private static readonly SqlText _suspects = SqlText.Part(typeof(CorrectionSql), "CorrectionSuspects.sql");

    /// <summary>
    /// instalment_id, transfer_index, allocation_index, accertamento_id, reversale_id (the last one), booked, collected, cause.
    /// </summary>
    public static readonly SqlText Excess = ExcessOf("");

    /// <summary>
    /// The same, looked for where there may be any: what it costs grows with what is unusual and not with the history. The controls of
    /// the trial balance look everywhere.
    /// </summary>
    public static readonly SqlText ExcessOfSuspects = ExcessOf(_suspects);

    private static SqlText ExcessOf(object narrowed) =>
        SqlText.Part(
            typeof(CorrectionSql),
            "CorrectionExcess.sql",
            ("narrowed", narrowed),
            (
                "reported",
                CollectedSql.ReportedPayments(
                    "r.state <> 'superseded' AND w.instalment_id IN (SELECT instalment_id FROM booked)",
                    isSummed: true
                )
            ),
            ("unreported", CollectedSql.UnreportedPayments("c.instalment_id IN (SELECT instalment_id FROM booked)")),
            ("collected", CollectedSql.Collected),
            ("withdrawn_cause", AssignedSql.WithdrawnCause),
            ("missing", PaidShortSql.Missing("a", "i.receipt_record_id"))
        );
}
