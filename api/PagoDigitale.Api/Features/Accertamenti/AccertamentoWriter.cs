using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>What became of one accertamento that was sent.</summary>
public sealed record WrittenAccertamento(Guid Id, BatchItemOutcome Outcome);

/// <summary>Creates accertamenti or updates the ones already there (key: year and number), as a set, in one statement.</summary>
public sealed class AccertamentoWriter(TenantSession session, IEnumerable<IAccertamentoUse> uses, EventLog events, TimeProvider clock)
{
    private static readonly SqlText _upsert = SqlText.Statement(typeof(AccertamentoWriter), "UpsertAccertamenti.sql");

    /// <summary>
    /// Keys must not repeat within <paramref name="inputs"/>. The outcomes come in the order of the inputs; what would give a
    /// used accertamento another chapter or article is refused and everything else written.
    /// </summary>
    public async Task<IReadOnlyList<WrittenAccertamento>> UpsertAsync(IReadOnlyList<AccertamentoInput> inputs, CancellationToken ct)
    {
        if (inputs.Count == 0)
            return [];
        // One load at a time: an accertamento that is there and equal is only told apart by reading it, and what another
        // transaction is just inserting cannot be read.
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('accertamenti/' || $1, 0))", ct, session.Organization);
        var used = await UsedElsewhereAsync(inputs, ct);
        var written = new Queue<WrittenAccertamento>(await WriteAsync([.. inputs.Where((_, i) => !used.ContainsKey(i))], ct));
        return [.. inputs.Select((_, i) => used.TryGetValue(i, out var id) ? new(id, BatchItemOutcome.Refused) : written.Dequeue())];
    }

    /// <summary>
    /// The inputs, by their index, that would move a used accertamento to another chapter or article. The rows are locked before
    /// it is asked whether they are used, so that an allocation just being written is waited for and seen.
    /// </summary>
    private async Task<Dictionary<int, Guid>> UsedElsewhereAsync(IReadOnlyList<AccertamentoInput> inputs, CancellationToken ct)
    {
        var moved = await session.QueryAsync(
            """
            SELECT i.n::int - 1, a.accertamento_id
            FROM unnest($2::smallint[], $3::text[], $4::text[], $5::text[]) WITH ORDINALITY AS i(year, number, chapter, article, n)
            JOIN accertamenti a ON a.organization_id = $1 AND a.year = i.year AND a.number = i.number COLLATE "C"
            WHERE a.chapter <> i.chapter COLLATE "C" OR coalesce(a.article, '') <> coalesce(i.article, a.article, '')
            ORDER BY a.accertamento_id FOR UPDATE OF a
            """,
            r => (Index: r.GetInt32(0), Id: r.GetGuid(1)),
            ct,
            session.Organization,
            inputs.Select(i => (short)i.Year).ToArray(),
            inputs.Select(i => i.Number).ToArray(),
            inputs.Select(i => i.Chapter).ToArray(),
            inputs.Select(i => i.Article).ToArray()
        );
        if (moved.Count == 0)
            return [];
        var used = new HashSet<Guid>();
        foreach (var use in uses)
            used.UnionWith(await use.NamedAsync([.. moved.Select(m => m.Id)], ct));
        return moved.Where(m => used.Contains(m.Id)).ToDictionary(m => m.Index, m => m.Id);
    }

    private async Task<List<WrittenAccertamento>> WriteAsync(IReadOnlyList<AccertamentoInput> inputs, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var written = await session.QueryAsync(
            _upsert,
            r => new WrittenAccertamento(
                r.GetGuid(0),
                r.GetBoolean(1) ? BatchItemOutcome.Created
                    : r.GetBoolean(2) ? BatchItemOutcome.Updated
                    : BatchItemOutcome.Unchanged
            ),
            ct,
            session.Organization,
            inputs.Select(_ => PublicId.NewGuid(now)).ToArray(),
            inputs.Select(i => (short)i.Year).ToArray(),
            inputs.Select(i => i.Number).ToArray(),
            inputs.Select(i => i.Chapter).ToArray(),
            inputs.Select(i => i.Article).ToArray(),
            inputs.Select(i => i.Description).ToArray(),
            inputs.Select(i => i.IsActive).ToArray(),
            now
        );
        await EmitAsync(written, ct);
        return written;
    }

    private async Task EmitAsync(List<WrittenAccertamento> written, CancellationToken ct)
    {
        var outcomes = written
            .Where(w => w.Outcome is BatchItemOutcome.Created or BatchItemOutcome.Updated)
            .ToDictionary(w => w.Id, w => w.Outcome);
        await events.EmitAsync(
            await session.QueryAsync<AccertamentoEvent>(
                """
                SELECT accertamento_id, year, number, chapter, article, is_active FROM accertamenti
                WHERE organization_id = $1 AND accertamento_id = ANY ($2) ORDER BY accertamento_id
                """,
                r =>
                {
                    var facts = new AccertamentoFacts(
                        PublicId.Format(AccertamentoModel.Prefix, r.GetGuid(0)),
                        r.GetInt16(1),
                        r.GetString(2),
                        r.GetString(3),
                        r.IsDBNull(4) ? null : r.GetString(4),
                        r.GetBoolean(5)
                    );
                    return outcomes[r.GetGuid(0)] == BatchItemOutcome.Created
                        ? new AccertamentoCreated(facts)
                        : new AccertamentoChanged(facts);
                },
                ct,
                session.Organization,
                outcomes.Keys.ToArray()
            ),
            ct
        );
    }
}
