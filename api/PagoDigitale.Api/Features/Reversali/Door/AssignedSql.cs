using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Reversali.Door;

/// <summary>
/// Credits of payers that were assigned to another notice, as SQL. Their money came with the payment that owed it back, so it is booked
/// with the flow of that payment, on the accertamenti of the notice it was assigned to; the receipt that the notice has (version
/// <c>assigned</c>) tells of no other money. $1 is the organization.
/// </summary>
public static class AssignedSql
{
    /// <summary>Reversali v that stand, what they booked (b), the row that brought it (x), its flow (o) and its receipt (d).</summary>
    private const string Booked = """
        reversale_payments b
        JOIN reversali v ON v.organization_id = $1 AND v.reversale_id = b.reversale_id AND v.annulled_at IS NULL
        JOIN door.rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
        JOIN door.rendicontazione_rows x ON x.organization_id = $1 AND x.rendicontazione_id = v.rendicontazione_id
            AND x.row_index = b.row_index
        LEFT JOIN door.receipts d ON d.organization_id = $1 AND d.receipt_record_id = x.receipt_record_id
        """;

    /// <summary>Booked by a flow that the relation <c>sources</c> does not have: what its own flows booked is what is split here.</summary>
    private const string IsElsewhere = "NOT EXISTS (SELECT FROM sources s WHERE (s.flusso_id, s.psp_id) = (o.flusso_id, o.psp_id))";

    /// <summary>
    /// To come after a relation <c>paid</c> and <c>own</c>, its shares on the debts it pays. Each payment, in the order of its rows, fills
    /// with what it has left the notices that its credit was assigned to, the first one first, as far as no other flow has booked them.
    /// One that was revoked takes back in the same way what was booked of it. <c>assigned</c> has the columns of <c>own</c>.
    /// </summary>
    public static readonly SqlText Shares = SqlText.Part(
        typeof(AssignedSql),
        "AssignedShares.sql",
        ("booked", Booked),
        ("is_elsewhere", IsElsewhere)
    );

    /// <summary>
    /// Why what was booked of an instalment <c>e</c> as assigned is not assigned any more: the payment was revoked, or brought less than
    /// was told.
    /// </summary>
    public const string WithdrawnCause = $"""
        (SELECT CASE WHEN bool_or(d.revoked_at IS NOT NULL) THEN 'revoked' ELSE 'revised' END FROM {Booked}
        WHERE b.organization_id = $1 AND b.instalment_id = e.instalment_id AND b.is_assigned)
        """;

    /// <summary>
    /// What was assigned after the flows that brought it were booked, or is not booked with them for another reason: instalment_id,
    /// transfer_index, allocation_index, accertamento_id, reversale_id (the last one of these flows), booked, collected, cause.
    /// </summary>
    public static readonly SqlText Unbooked = SqlText.Part(typeof(AssignedSql), "AssignedUnbooked.sql");
}
