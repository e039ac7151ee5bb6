using PagoDigitale.Api.Features.Accertamenti.Exposed;
using PagoDigitale.Api.Features.Services.Exposed;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The entries of the registry that a position refers to, each kind in one query.</summary>
public sealed class RegistryQueries(TenantSession session, ServiceTermsQueries services, AccertamentoRefQueries accertamenti)
{
    public Task<ServiceTerms?> ServiceAsync(string code, CancellationToken ct) => services.FindAsync(code, ct);

    public Task<IReadOnlyDictionary<(int Year, string Number), AccertamentoRef>> AccertamentiAsync(IReadOnlyCollection<(int Year, string Number)> wanted, CancellationToken ct) =>
        accertamenti.ResolveAsync(wanted, ct);

    public async Task<bool> UnitExistsAsync(string code, CancellationToken ct) =>
        await session.ScalarAsync<bool>("SELECT EXISTS (SELECT FROM units WHERE organization_id = $1 AND code = $2)", ct, session.Organization, code);

    /// <summary>The active accounts among those given, and whether each is postal.</summary>
    public async Task<Dictionary<string, bool>> ActiveIbansAsync(IEnumerable<string> ibans, CancellationToken ct) =>
        (await session.QueryAsync("SELECT iban, is_postal FROM ibans WHERE organization_id = $1 AND is_active AND iban = ANY ($2)",
            r => (r.GetString(0), r.GetBoolean(1)), ct, session.Organization, ibans.Distinct().ToArray())).ToDictionary(r => r.Item1, r => r.Item2);

    /// <summary>Notice numbers among those given that this organization used already, also where only the IUV is the same.</summary>
    public async Task<List<string>> TakenNoticesAsync(IReadOnlyCollection<(string Notice, string Iuv)> wanted, Guid? exceptPosition, CancellationToken ct) =>
        await session.QueryAsync("""
            SELECT DISTINCT w.notice FROM unnest($2::text[], $3::text[]) AS w(notice, iuv)
            JOIN instalments i ON i.organization_id = $1 AND (i.notice_number = w.notice OR i.iuv = w.iuv) AND ($4::uuid IS NULL OR i.position_id <> $4)
            """, r => r.GetString(0), ct, session.Organization, wanted.Select(w => w.Notice).ToArray(), wanted.Select(w => w.Iuv).ToArray(),
            new Npgsql.NpgsqlParameter { Value = (object?)exceptPosition ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
}
