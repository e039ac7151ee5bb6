using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// Flows that were booked and have less money than was: of the smaller of what reversali booked and what the flow is now, what
/// is missing. A storno explains what it took back and has not come again; the rest has another cause that is told elsewhere:
/// the flow says that its credit differs, a person took its credit off, or a run gave it to a flow that it fits better. Anything
/// else has no cause, and the control of the trial balance shows it. $1 is the organization.
/// </summary>
public static class ShortfallSql
{
    /// <summary>
    /// reversale_id (the last one), flusso_id, booked, came, missing, taken_back (by stornos, as far as it is missing), has_cause.
    /// </summary>
    public static readonly SqlText Flows = SqlText.Part(typeof(ShortfallSql), "ShortfallFlows.sql", ("narrowed", ""));

    /// <summary>The same of those that a storno took something back of.</summary>
    public static readonly SqlText FlowsOfStornos = SqlText.Part(
        typeof(ShortfallSql),
        "ShortfallFlows.sql",
        (
            "narrowed",
            """
            AND (o.flusso_id, o.psp_id) IN (
                    SELECT b.flusso_id, b.psp_id FROM reversale_stornos t
                    JOIN reversali u ON u.organization_id = $1 AND u.reversale_id = t.reversale_id
                    JOIN door.rendicontazioni b ON b.organization_id = $1 AND b.rendicontazione_id = u.rendicontazione_id
                    WHERE t.organization_id = $1)
            """
        )
    );
}
