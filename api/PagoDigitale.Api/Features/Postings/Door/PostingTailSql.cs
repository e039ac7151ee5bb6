namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>
/// What the balances do not have yet (decision 0028), as SQL. A reader adds it to them; the fold takes it away in the statement that
/// adds it to them, so that every statement counts each posting once. $1 is the organization.
/// </summary>
public static class PostingTailSql
{
    /// <summary>The postings that wait, as <c>door.postings</c> has them.</summary>
    public const string Waiting = """
        SELECT kind, debit, credit, amount_cents, instalment_id, reference FROM door.posting_tail WHERE organization_id = $1
        """;

    /// <summary>Takes all of them.</summary>
    public const string Take = """
        DELETE FROM posting_tail WHERE organization_id = $1
        RETURNING posting_id, occurred_at, kind, debit, credit, amount_cents, position_id, instalment_id, reference
        """;

    /// <summary>
    /// What waits for the figures of accertamenti: instalment_id, or accertamento_id and regularised_cents. Debts of postings that wait
    /// among them.
    /// </summary>
    public const string Changes = """
        SELECT instalment_id, accertamento_id, regularised_cents FROM door.accertamento_changes WHERE organization_id = $1
        UNION ALL
        SELECT instalment_id, NULL, NULL FROM door.posting_tail WHERE organization_id = $1 AND instalment_id IS NOT NULL
        """;

    /// <summary>The debts of postings that are taken go on waiting, for the figures of accertamenti.</summary>
    /// <param name="taken">A relation of posting_id and instalment_id.</param>
    public static string PassOn(string taken) =>
        $"""
            INSERT INTO accertamento_changes (organization_id, change_id, instalment_id)
            SELECT $1, posting_id, instalment_id FROM {taken} WHERE instalment_id IS NOT NULL
            """;

    /// <summary>Takes what waits for the figures of accertamenti: instalment_id, or accertamento_id and regularised_cents.</summary>
    public const string TakeChanges =
        "DELETE FROM accertamento_changes WHERE organization_id = $1 RETURNING instalment_id, accertamento_id, regularised_cents";
}
