using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Postings.Door;

/// <summary>
/// Notes, in the transaction that changes it, what the figures of accertamenti have to be told (decision 0028). What is posted of a debt
/// is noted by <see cref="LedgerWriter"/>; here is what changes without a posting of it. Once too often does no harm.
/// </summary>
public sealed class AccertamentoChanges(TenantSession session)
{
    /// <summary>Something changed that decides what is issued or collected of these debts.</summary>
    public async Task NoteAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct)
    {
        if (instalments.Count > 0)
            await session.ExecuteAsync(
                """
                INSERT INTO accertamento_changes (organization_id, change_id, instalment_id)
                SELECT $1, gen_random_uuid(), id FROM unnest($2::uuid[]) AS n(id)
                """,
                ct,
                session.Organization,
                instalments.ToArray()
            );
    }

    /// <summary>What reversali book on accertamenti; negative where they are annulled.</summary>
    public async Task RegulariseAsync(IReadOnlyCollection<(Guid Accertamento, long Cents)> booked, CancellationToken ct)
    {
        if (booked.Count > 0)
            await session.ExecuteAsync(
                """
                INSERT INTO accertamento_changes (organization_id, change_id, accertamento_id, regularised_cents)
                SELECT $1, gen_random_uuid(), id, cents FROM unnest($2::uuid[], $3::bigint[]) AS n(id, cents)
                """,
                ct,
                session.Organization,
                booked.Select(b => b.Accertamento).ToArray(),
                booked.Select(b => b.Cents).ToArray()
            );
    }
}
