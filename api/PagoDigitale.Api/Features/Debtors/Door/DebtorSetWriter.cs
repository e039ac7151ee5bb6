using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors.Door;

/// <summary>
/// Finds or creates the debtors of a set of debts by fiscal code, as <see cref="DebtorWriter"/> does one: one entry for each code, as
/// many as there are rows for anonymous debtors. Their entries stay locked until the transaction ends. No event for each of thousands.
/// </summary>
public sealed class DebtorSetWriter(TenantSession session, TimeProvider clock)
{
    private static readonly string Upsert = $"""
        ON CONFLICT (organization_id, fiscal_code) WHERE fiscal_code <> 'ANONIMO' DO UPDATE
        SET {DebtorMerge.Assignments("excluded.name", "excluded.address", "excluded.email", "excluded.pec")},
            version = d.version + 1, updated_at = excluded.updated_at
        WHERE {DebtorMerge.IsNews("excluded.name", "excluded.address", "excluded.email", "excluded.pec")}
        """;

    /// <param name="relation">
    /// A table of the transaction with the columns <c>place</c> (integer, different for each row), <c>debtor_type</c>,
    /// <c>debtor_fiscal_code</c>, <c>debtor_name</c>, <c>debtor_address</c> (jsonb), <c>debtor_email</c>, <c>debtor_pec</c>.
    /// </param>
    /// <param name="places">The rows that say who a debtor is, and in <paramref name="fiscalCodes"/> their fiscal codes.</param>
    /// <returns>The debtor of each, in the same order.</returns>
    public async Task<Guid[]> UpsertAsync(string relation, int[] places, string[] fiscalCodes, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var fresh = PublicId.NewGuids(places.Length, now);
        await session.ExecuteAsync(
            $"""
            INSERT INTO debtors AS d
                (organization_id, debtor_id, type, fiscal_code, name, address, email, pec, created_at, updated_at)
            SELECT DISTINCT ON (r.debtor_fiscal_code, CASE WHEN r.debtor_fiscal_code = 'ANONIMO' THEN r.place END)
                $1, n.debtor_id, r.debtor_type, r.debtor_fiscal_code, r.debtor_name, r.debtor_address, r.debtor_email, r.debtor_pec, $4, $4
            FROM {relation} r JOIN unnest($2::int[], $3::uuid[]) AS n(place, debtor_id) ON n.place = r.place
            -- In order, so that two sets with the same debtors wait for each other instead of locking crosswise. Of several rows of
            -- a debtor the last one counts, as it does from one set to the next.
            ORDER BY r.debtor_fiscal_code, CASE WHEN r.debtor_fiscal_code = 'ANONIMO' THEN r.place END, r.place DESC
            {Upsert}
            """,
            ct,
            session.Organization,
            places,
            fresh,
            now
        );
        var known = (
            await session.QueryAsync(
                """
                SELECT fiscal_code, debtor_id FROM debtors
                WHERE organization_id = $1 AND fiscal_code <> 'ANONIMO' AND fiscal_code = ANY ($2)
                """,
                r => (Code: r.GetString(0), Id: r.GetGuid(1)),
                ct,
                session.Organization,
                fiscalCodes.Distinct().ToArray()
            )
        ).ToDictionary(r => r.Code, r => r.Id);
        return [.. fiscalCodes.Select((code, i) => code == FiscalCode.AnonymousText ? fresh[i] : known[code])];
    }
}
