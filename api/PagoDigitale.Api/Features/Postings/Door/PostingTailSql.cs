namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>
/// What the balances do not have yet (decision 0028), as SQL. A reader adds it to them; the fold takes it away in the statement that
/// adds it to them, so that every statement counts each posting once. $1 is the organization.
/// </summary>
public static class PostingTailSql
{
    /// <summary>The postings that wait, with the columns of <c>door.postings</c>.</summary>
    public const string Waiting = """
        SELECT p.* FROM door.posting_tail t
        JOIN door.postings p ON p.organization_id = $1 AND p.posting_id = t.posting_id AND p.occurred_at = t.occurred_at
        WHERE t.organization_id = $1
        """;

    /// <summary>Takes all of them; posting_id and occurred_at.</summary>
    public const string Take = "DELETE FROM posting_tail WHERE organization_id = $1 RETURNING posting_id, occurred_at";

    /// <summary>Takes what waits for the figures of accertamenti: instalment_id, or accertamento_id and regularised_cents.</summary>
    public const string TakeChanges =
        "DELETE FROM accertamento_changes WHERE organization_id = $1 RETURNING instalment_id, accertamento_id, regularised_cents";
}
