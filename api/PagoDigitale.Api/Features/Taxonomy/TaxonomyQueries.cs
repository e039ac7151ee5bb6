using System.Globalization;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed class TaxonomyQueries(TenantSession session, TimeProvider clock)
{
    private const string Versions = """
        SELECT v.version_id, v.sequence, v.file_name, v.file_sha256, v.size_bytes, v.edition, v.is_full, v.is_complete, v.counts::text,
            v.concerned::text,
            v.problems::text, v.loaded_at, v.sequence = (SELECT max(sequence) FROM taxonomy_versions)
        FROM taxonomy_versions v
        """;

    private const string Codes =
        "c.code, c.valid_from, c.valid_to, c.name, c.description, c.organization_type, c.macro_area, c.edition FROM taxonomy_codes c";

    private const string InForce = "c.version_id = (SELECT version_id FROM taxonomy_versions ORDER BY sequence DESC LIMIT 1)";

    public async Task<Outcome<Page<TaxonomyVersionModel>>> ListVersionsAsync(PageQuery page, CancellationToken ct)
    {
        if (Cursor.TryRead(page.Cursor, 1, out var after) is { } error)
            return error;
        if (!long.TryParse(after?.Keys[0] ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var before))
            return Cursor.Malformed();
        var place = after is null ? "$1 = 0" : "v.sequence < $1";
        var rows = await session.QueryAsync(
            $"{Versions} WHERE {place} ORDER BY v.sequence DESC LIMIT {page.Limit + 1}",
            r => (Model: Version(r), Sequence: r.GetInt64(1)),
            ct,
            before
        );
        return Page<TaxonomyVersionModel>.Of(
            rows,
            page.Limit,
            r => r.Model,
            r => new Cursor(r.Sequence.ToString(CultureInfo.InvariantCulture))
        );
    }

    public async Task<Outcome<TaxonomyVersionModel>> ReadVersionAsync(string version, CancellationToken ct)
    {
        var rows = PublicId.TryParse(version, TaxonomyVersionModel.Prefix, out var id)
            ? await session.QueryAsync($"{Versions} WHERE v.version_id = $1", Version, ct, id)
            : [];
        return rows.Count == 1
            ? rows[0]
            : new ApiError(
                ErrorKind.NotFound,
                "taxonomy-version-not-found",
                "Taxonomy version not found",
                $"There is no version '{version}' of the taxonomy."
            );
    }

    /// <summary>The version in force; null while nothing was loaded.</summary>
    public async Task<TaxonomyVersionModel?> CurrentAsync(CancellationToken ct) =>
        (await session.QueryAsync($"{Versions} ORDER BY v.sequence DESC LIMIT 1", Version, ct)).SingleOrDefault();

    public Task<List<TaxonomyRow>> RowsInForceAsync(CancellationToken ct) =>
        session.QueryAsync($"SELECT {Codes} WHERE {InForce} ORDER BY c.code, c.valid_from", Row, ct);

    public async Task<Outcome<Page<TaxonomyCodeModel>>> ListCodesAsync(TaxonomyCodeFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 2, out var after) is { } error)
            return error;
        var where = new Conditions(InForce);
        if (Bare(filter.Prefix) is { Length: > 0 } prefix)
            where.And("c.code >= ?", prefix).And("c.code < ?", prefix + "~");
        where.AndContains(
            "search_text(c.code || chr(10) || concat_ws(chr(10), c.name, c.description, c.organization_type, c.macro_area))",
            filter.Q
        );
        if (filter.ValidOn is { } day)
            where.And("c.valid_from <= ?", day).And("(c.valid_to IS NULL OR c.valid_to >= ?)", day);
        if (after is not null)
        {
            if (
                !DateOnly.TryParseExact(after.Keys[1], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
                || after.Keys[0].Contains('\0', StringComparison.Ordinal)
            )
                return Cursor.Malformed();
            where.Always($"(c.code, c.valid_from) > ({where.Add(after.Keys[0])}, {where.Add(from)})");
        }
        var rows = await session.QueryAsync(
            $"SELECT {Codes} WHERE {where} ORDER BY c.code, c.valid_from LIMIT {filter.Limit + 1}",
            Row,
            ct,
            where.Values
        );
        return Page<TaxonomyCodeModel>.Of(
            rows,
            filter.Limit,
            Code,
            r => new Cursor(r.Code, r.ValidFrom.ToString("yyyyMMdd", CultureInfo.InvariantCulture))
        );
    }

    public async Task<Outcome<TaxonomyCodeModel>> ReadCodeAsync(string code, CancellationToken ct)
    {
        var rows = await session.QueryAsync($"SELECT {Codes} WHERE {InForce} AND c.code = $1 ORDER BY c.valid_from", Row, ct, code);
        return rows.Count == 0
            ? new ApiError(
                ErrorKind.NotFound,
                "taxonomy-code-not-found",
                "Taxonomy code not found",
                $"The taxonomy in force has no code '{code}'. Look it up with listTaxonomyCodes."
            )
            : Code(rows.Find(r => r.IsValidOn(Today)) ?? rows[^1]);
    }

    private DateOnly Today => RomeTime.LegalDate(clock.GetUtcNow());

    /// <summary>Without the frame: <c>9/0101108</c> and <c>0101108</c> are the same beginning.</summary>
    private static string? Bare(string? prefix) =>
        (prefix is [>= '6' and <= '9', '/', .. var rest] ? rest : prefix)?.TrimEnd('/').ToUpperInvariant();

    private TaxonomyCodeModel Code(TaxonomyRow row) =>
        new()
        {
            Code = row.Code,
            FullCode = $"9/{row.Code}/",
            Name = row.Name,
            Description = row.Description,
            OrganizationType = row.OrganizationType,
            MacroArea = row.MacroArea,
            LegalReason = row.Code[^2..],
            Edition = row.Edition,
            ValidFrom = row.ValidFrom,
            ValidTo = row.ValidTo,
            IsValid = row.IsValidOn(Today),
        };

    private static TaxonomyRow Row(NpgsqlDataReader r) =>
        new(
            r.GetString(0),
            r.GetFieldValue<DateOnly>(1),
            r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2),
            Text(r, 3),
            Text(r, 4),
            Text(r, 5),
            Text(r, 6),
            Text(r, 7)
        );

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
