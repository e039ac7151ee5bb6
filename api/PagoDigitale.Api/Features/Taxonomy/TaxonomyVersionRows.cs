using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>Reads versions of the taxonomy; their sequence, which only grows, orders them.</summary>
public sealed class TaxonomyVersionRows(TenantSession session)
{
    private const string Versions = """
        SELECT v.version_id, v.sequence, v.file_name, v.file_sha256, v.size_bytes, v.edition, v.is_full, v.is_complete, v.counts::text,
            v.concerned::text,
            v.problems::text, v.loaded_at, v.sequence = (SELECT max(sequence) FROM taxonomy_versions)
        FROM taxonomy_versions v
        """;

    /// <summary>The version in force; null while nothing was loaded.</summary>
    public async Task<TaxonomyVersionModel?> CurrentAsync(CancellationToken ct) =>
        (await FindAsync("ORDER BY v.sequence DESC LIMIT 1", [], ct)).Select(v => v.Model).SingleOrDefault();

    /// <param name="which">From WHERE on.</param>
    public Task<List<(TaxonomyVersionModel Model, long Sequence)>> FindAsync(string which, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"{Versions} {which}", r => (Version(r), r.GetInt64(1)), ct, values);

    private static TaxonomyVersionModel Version(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(TaxonomyVersionModel.Prefix, r.GetGuid(0)),
            FileName = r.GetString(2),
            Sha256 = Convert.ToHexStringLower(r.GetFieldValue<byte[]>(3)),
            SizeBytes = r.GetInt64(4),
            Edition = Text(r, 5),
            IsFull = r.GetBoolean(6),
            IsComplete = r.GetBoolean(7),
            Counts = JsonSerializer.Deserialize<TaxonomyCounts>(r.GetString(8), ApiJson.Options)!,
            Concerned = JsonSerializer.Deserialize<TaxonomyConcern>(r.GetString(9), ApiJson.Options)!,
            Problems = JsonSerializer.Deserialize<TaxonomyProblem[]>(r.GetString(10), ApiJson.Options)!,
            LoadedAt = r.GetFieldValue<DateTimeOffset>(11),
            IsCurrent = r.GetBoolean(12),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
