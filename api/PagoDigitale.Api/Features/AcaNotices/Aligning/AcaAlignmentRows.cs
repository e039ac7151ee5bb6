using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.AcaNotices.Aligning;

/// <summary>Reads alignments, and asks for one.</summary>
public sealed class AcaAlignmentRows(TenantSession session, TimeProvider clock)
{
    internal const string Prefix = "aal";

    private const string Columns = """
        alignment_id, scope, is_dry_run, state, origin, to_load_count, to_change_count, to_withdraw_count, unchanged_count, created_at,
        completed_at FROM aca_alignments
        """;

    public Task<List<(Guid Id, AcaAlignmentModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<AcaAlignmentModel>> ReadAsync(string alignment, CancellationToken ct)
    {
        var found = PublicId.TryParse(alignment, Prefix, out var id)
            ? await FindAsync("organization_id = $1 AND alignment_id = $2", [session.Organization, id], ct)
            : [];
        return found.Count == 0
            ? ApiError.NotFound("aca-alignment-not-found", AcaNoticesTexts.NoAlignment, AcaNoticesTexts.NoSuchAlignment.With(alignment))
            : found[0].Model;
    }

    /// <returns>Its identifier.</returns>
    public async Task<string> AddAsync(AcaAlignmentScope scope, bool isDryRun, AcaAlignmentOrigin origin, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await session.ExecuteAsync(
            """
            INSERT INTO aca_alignments (organization_id, alignment_id, scope, is_dry_run, origin, state, created_at)
            VALUES ($1, $2, $3, $4, $5, 'waiting', $6)
            """,
            ct,
            session.Organization,
            id,
            StateText.Of(scope),
            isDryRun,
            StateText.Of(origin),
            clock.GetUtcNow()
        );
        return PublicId.Format(Prefix, id);
    }

    private static AcaAlignmentModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(Prefix, r.GetGuid(0)),
            Scope = StateText.Parse<AcaAlignmentScope>(r.GetString(1)),
            IsDryRun = r.GetBoolean(2),
            State = StateText.Parse<AcaAlignmentState>(r.GetString(3)),
            Origin = StateText.Parse<AcaAlignmentOrigin>(r.GetString(4)),
            ComparedCount = r.GetInt64(5) + r.GetInt64(6) + r.GetInt64(7) + r.GetInt64(8),
            ToLoadCount = r.GetInt64(5),
            ToChangeCount = r.GetInt64(6),
            ToWithdrawCount = r.GetInt64(7),
            UnchangedCount = r.GetInt64(8),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(9),
            CompletedAt = r.IsDBNull(10) ? null : r.GetFieldValue<DateTimeOffset>(10),
        };
}
