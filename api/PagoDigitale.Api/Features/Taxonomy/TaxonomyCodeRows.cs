using Npgsql;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>Reads the codes of the version in force.</summary>
public sealed class TaxonomyCodeRows(TenantSession session, TimeProvider clock)
{
    private const string Codes =
        "c.code, c.valid_from, c.valid_to, c.name, c.description, c.organization_type, c.macro_area, c.edition FROM taxonomy_codes c";

    public const string InForce = "c.version_id = (SELECT version_id FROM taxonomy_versions ORDER BY sequence DESC LIMIT 1)";

    public DateOnly Today => RomeTime.LegalDate(clock.GetUtcNow());

    public Task<List<TaxonomyRow>> AllInForceAsync(CancellationToken ct) => FindAsync($"{InForce} ORDER BY c.code, c.valid_from", [], ct);

    public Task<List<TaxonomyRow>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Codes} WHERE {where}", Row, ct, values);

    public TaxonomyCodeModel ModelOf(TaxonomyRow row) =>
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

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
