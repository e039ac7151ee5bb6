using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The entries of the registry that a position refers to, each kind in one query.</summary>
public sealed class RegistryQueries(TenantSession session, ServiceTermsQueries services, AccertamentoRefQueries accertamenti)
{
    public Task<ServiceTerms?> ServiceAsync(string code, CancellationToken ct) => services.FindAsync(code, ct);

    public Task<IReadOnlyDictionary<string, ServiceTerms>> ServicesAsync(IEnumerable<string> codes, CancellationToken ct) =>
        services.FindAsync([.. codes.Distinct(StringComparer.Ordinal)], ct);

    public Task<IReadOnlyDictionary<(int Year, string Number), AccertamentoRef>> AccertamentiAsync(
        IReadOnlyCollection<(int Year, string Number)> wanted,
        CancellationToken ct
    ) => accertamenti.ResolveAsync(wanted, ct);

    public async Task<bool> UnitExistsAsync(string code, CancellationToken ct) =>
        await session.ScalarAsync<bool>(
            "SELECT EXISTS (SELECT FROM door.units WHERE organization_id = $1 AND code = $2)",
            ct,
            session.Organization,
            code
        );

    /// <summary>The active accounts among those given, and whether each is postal.</summary>
    public async Task<Dictionary<string, bool>> ActiveIbansAsync(IEnumerable<string> ibans, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT iban, is_postal FROM door.ibans WHERE organization_id = $1 AND is_active AND iban = ANY ($2)",
                r => (r.GetString(0), r.GetBoolean(1)),
                ct,
                session.Organization,
                ibans.Distinct().ToArray()
            )
        ).ToDictionary(r => r.Item1, r => r.Item2);

    /// <summary>
    /// Which of these accounts their owners do not collect on, as far as the owners are here: the one question that crosses tenants.
    /// </summary>
    public async Task<HashSet<(string Beneficiary, string Iban)>> RefusedForeignAccountsAsync(
        IReadOnlyCollection<(string Beneficiary, string Iban)> wanted,
        CancellationToken ct
    ) =>
        wanted.Count == 0
            ? []
            :
            [
                .. await session.QueryAsync(
                    """
                    SELECT w.beneficiary, w.iban FROM unnest($1::text[], $2::text[]) AS w(beneficiary, iban)
                        WHERE NOT across.may_credit(w.beneficiary, w.iban)
                    """,
                    r => (r.GetString(0), r.GetString(1)),
                    ct,
                    wanted.Select(w => w.Beneficiary).ToArray(),
                    wanted.Select(w => w.Iban).ToArray()
                ),
            ];

    /// <summary>Aux digit and code of every station the organization has or had.</summary>
    public async Task<HashSet<(int AuxDigit, string Code)>> StationCodesAsync(CancellationToken ct) =>
        [
            .. await session.QueryAsync(
                """
                SELECT aux_digit, coalesce(segregation_code, application_code) FROM door.stations
                WHERE organization_id = $1 AND coalesce(segregation_code, application_code) IS NOT NULL
                """,
                r => ((int)r.GetInt16(0), r.GetString(1)),
                ct,
                session.Organization
            ),
        ];

    /// <summary>Notice numbers among those given that this organization used already, also where only the IUV is the same.</summary>
    public async Task<List<string>> TakenNoticesAsync(
        IReadOnlyCollection<(string Notice, string Iuv)> wanted,
        Guid? exceptPosition,
        CancellationToken ct
    ) =>
        await session.QueryAsync(
            """
            SELECT DISTINCT w.notice FROM unnest($2::text[], $3::text[]) AS w(notice, iuv)
            JOIN instalments i ON i.organization_id = $1 AND (i.notice_number = w.notice OR i.iuv = w.iuv) AND ($4::uuid IS NULL
                OR i.position_id <> $4)
            """,
            r => r.GetString(0),
            ct,
            session.Organization,
            wanted.Select(w => w.Notice).ToArray(),
            wanted.Select(w => w.Iuv).ToArray(),
            new Npgsql.NpgsqlParameter { Value = (object?)exceptPosition ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid }
        );
}
