using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>The runs of one scope, as the last of them left it.</summary>
/// <param name="Classes">Of the items that hold.</param>
/// <param name="LookedOn">Null before the first run.</param>
/// <param name="IsKept">What changed since is marked, all of it, and this very program has classified the rest.</param>
public sealed record SeriesState(int LastRun, DateOnly? LookedOn, IReadOnlyList<ReconciliationClassCount> Classes, bool IsKept);

/// <summary>
/// Items of the runs of one scope are kept once (decision 0027). The series of everything is kept up to date from marks: those who
/// change facts leave them from the moment they see its row. Transactions that were going on at that moment may not have seen it, and
/// a run that began before they ended may have missed them: the next one looks at everything again.
/// </summary>
public sealed class ItemSeries(TenantSession session)
{
    /// <summary>Of what decides classes: another program may put the same facts elsewhere.</summary>
    private static readonly Guid _program = Mix(
        typeof(Classifier).Assembly.ManifestModule.ModuleVersionId,
        typeof(FactSql).Assembly.ManifestModule.ModuleVersionId
    );

    public async Task<Guid> OfAsync(Guid? statement, string? flow, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO reconciliation_series (organization_id, series_id, statement_id, flusso_id)
            VALUES ($1, gen_random_uuid(), $2, $3) ON CONFLICT (organization_id, statement_id, flusso_id) DO NOTHING
            """,
            ct,
            session.Organization,
            new NpgsqlParameter { Value = (object?)statement ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter { Value = (object?)flow ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        );
        return await session.ScalarAsync<Guid>(
            """
            SELECT series_id FROM reconciliation_series
            WHERE organization_id = $1 AND statement_id IS NOT DISTINCT FROM $2 AND flusso_id IS NOT DISTINCT FROM $3
            """,
            ct,
            session.Organization,
            new NpgsqlParameter { Value = (object?)statement ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            new NpgsqlParameter { Value = (object?)flow ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text }
        );
    }

    /// <summary>In a transaction after the one that made the series.</summary>
    public Task MarkSinceAsync(RunScope scope, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE reconciliation_series SET marked_since = pg_snapshot_xmax(pg_current_snapshot())
            WHERE organization_id = $1 AND series_id = $2 AND marked_since IS NULL
            """,
            ct,
            session.Organization,
            scope.SeriesId
        );

    /// <summary>Nobody else writes items of the series until the transaction ends.</summary>
    public async Task<SeriesState> HoldAsync(RunScope scope, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT last_run, looked_on, classes::text, is_kept AND classified_by = $3 FROM reconciliation_series
                WHERE organization_id = $1 AND series_id = $2 FOR UPDATE
                """,
                r => new SeriesState(
                    r.GetInt32(0),
                    r.IsDBNull(1) ? null : r.GetFieldValue<DateOnly>(1),
                    JsonSerializer.Deserialize<List<ReconciliationClassCount>>(r.GetString(2), ApiJson.Options)!,
                    !r.IsDBNull(3) && r.GetBoolean(3)
                ),
                ct,
                session.Organization,
                scope.SeriesId,
                _program
            )
        ).Single();

    public Task RunEndedAsync(
        RunScope scope,
        int run,
        DateOnly today,
        IReadOnlyList<ReconciliationClassCount> classes,
        CancellationToken ct
    ) =>
        session.ExecuteAsync(
            """
            UPDATE reconciliation_series SET last_run = $3, looked_on = $4, classes = $5, classified_by = $6,
                is_kept = is_kept OR coalesce(marked_since <= pg_snapshot_xmin(pg_current_snapshot()), false)
            WHERE organization_id = $1 AND series_id = $2
            """,
            ct,
            session.Organization,
            scope.SeriesId,
            run,
            today,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(classes, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            _program
        );

    private static Guid Mix(Guid one, Guid other)
    {
        var bytes = one.ToByteArray();
        foreach (var (value, i) in other.ToByteArray().Select((b, i) => (b, i)))
            bytes[i] ^= value;
        return new(bytes);
    }
}
