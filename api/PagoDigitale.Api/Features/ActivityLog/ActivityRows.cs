using Npgsql;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ActivityLog;

/// <summary>An entry that has its place in the chain.</summary>
public sealed record ActivityRow(ActivityEntry Entry, long Sequence, byte[] PreviousHash, byte[] Hash)
{
    /// <summary>As it is told: null before the first entry.</summary>
    public static string? Text(byte[] hash) => hash.Length == 0 ? null : Convert.ToHexStringLower(hash);
}

/// <summary>Reads the log. An entry shows when it has its place in the chain; those that have none get it first.</summary>
public sealed class ActivityRows(TenantSession session, ActivityWriter writer)
{
    private const string Columns = $"{ActivityEntry.Columns}, sequence, previous_hash, hash";

    public Task<List<ActivityRow>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM door.activity_log WHERE {where}", Map, ct, values);

    /// <summary>Gives a place to what was noted before and waits for one.</summary>
    public async Task SettleAsync(CancellationToken ct)
    {
        if (
            await session.ScalarAsync<bool>(
                "SELECT EXISTS (SELECT FROM door.activity_log WHERE organization_id = $1 AND sequence IS NULL)",
                ct,
                session.Organization
            )
        )
            await writer.SettleAsync(session.Organization, ct);
    }

    private ActivityRow Map(NpgsqlDataReader r) =>
        new(
            ActivityEntry.Read(session.Organization, r),
            r.GetInt64(12),
            r.IsDBNull(13) ? [] : r.GetFieldValue<byte[]>(13),
            r.IsDBNull(14) ? [] : r.GetFieldValue<byte[]>(14)
        );
}
