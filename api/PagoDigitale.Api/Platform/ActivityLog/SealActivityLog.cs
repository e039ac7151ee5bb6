using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Api.Platform.Jobs;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Platform.ActivityLog;

/// <summary>
/// Chains the new entries of each organization: a number without gaps and a hash over the entry and the hash before it. An
/// entry changed, removed or slipped in afterwards breaks the chain from there on (see verifyActivityLog).
/// </summary>
public sealed class SealActivityLog(TenantScopes tenants) : IRecurringJob
{
    private const int BatchMax = 1_000;

    public TimeSpan Interval => TimeSpan.FromSeconds(10);

    public async Task<int> RunOnceAsync(CancellationToken ct)
    {
        var organizations = await OrganizationsAsync(ct);
        var count = 0;
        foreach (var organization in organizations)
            while (true)
            {
                var sealedNow = await SealAsync(organization, ct);
                count += sealedNow;
                if (sealedNow < BatchMax)
                    break;
            }
        return count;
    }

    public static byte[] HashOf(byte[] previous, long sequence, ActivityEntry e)
    {
        // Every part carries its length: no text in one part can look like the beginning of the next.
        string?[] parts =
        [
            Convert.ToHexStringLower(previous), sequence.ToString(CultureInfo.InvariantCulture), e.Organization, e.Id.ToString("N"),
            e.OccurredAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture),
            e.ClientId, e.OperationId, e.Method, e.Path, e.Status.ToString(CultureInfo.InvariantCulture), e.Outcome, e.TraceId, e.Resource,
        ];
        var text = string.Concat(parts.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p?.Length ?? -1}:{p}\n")));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    private async Task<List<string>> OrganizationsAsync(CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(TenantSession.Platform, ct);
        var organizations = await scope.Session.QueryAsync("SELECT organization_id FROM organizations", r => r.GetString(0), ct);
        organizations.Add(TenantSession.Platform);
        return organizations;
    }

    private async Task<int> SealAsync(string organization, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(organization, ct);
        var session = scope.Session;
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('activity/' || $1, 0))", ct, organization);
        var entries = await session.QueryAsync("""
            SELECT activity_id, occurred_at, client_id, operation_id, method, path, status, outcome, trace_id, resource
            FROM activity_log WHERE organization_id = $1 AND sequence IS NULL ORDER BY activity_id LIMIT $2
            """, r => new ActivityEntry(organization, r.GetGuid(0), r.GetFieldValue<DateTimeOffset>(1), r.IsDBNull(2) ? null : r.GetString(2), r.GetString(3),
                r.GetString(4), r.GetString(5), r.GetInt16(6), r.GetString(7), r.GetString(8), r.IsDBNull(9) ? null : r.GetString(9)), ct, organization, BatchMax);
        if (entries.Count == 0)
            return 0;
        var last = await session.QueryAsync(
            "SELECT sequence, hash FROM activity_log WHERE organization_id = $1 AND sequence IS NOT NULL ORDER BY sequence DESC LIMIT 1",
            r => (Sequence: r.GetInt64(0), Hash: r.GetFieldValue<byte[]>(1)), ct, organization);
        var (sequence, previous) = last.Count == 0 ? (0L, []) : last[0];
        var ids = new Guid[entries.Count];
        var sequences = new long[entries.Count];
        var before = new byte[entries.Count][];
        var hashes = new byte[entries.Count][];
        for (var i = 0; i < entries.Count; i++)
        {
            (ids[i], sequences[i], before[i]) = (entries[i].Id, ++sequence, previous);
            hashes[i] = previous = HashOf(previous, sequence, entries[i]);
        }
        await session.ExecuteAsync("""
            UPDATE activity_log a SET sequence = s.sequence, previous_hash = s.previous_hash, hash = s.hash
            FROM unnest($2::uuid[], $3::bigint[], $4::bytea[], $5::bytea[]) AS s(activity_id, sequence, previous_hash, hash)
            WHERE a.organization_id = $1 AND a.activity_id = s.activity_id
            """, ct, organization, ids, sequences, before, hashes);
        await scope.CommitAsync(ct);
        return entries.Count;
    }
}
