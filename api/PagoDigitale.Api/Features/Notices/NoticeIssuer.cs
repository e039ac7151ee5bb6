using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>What a notice says of the organization: read once for a whole print run, so that the logo is decoded once.</summary>
public sealed record NoticeIssuer(string FiscalCode, string Name, string? Sector, IReadOnlyList<string> Info, string? Cbill, byte[]? Logo)
{
    public static Task<NoticeIssuer> ReadAsync(TenantSession session, CancellationToken ct) => ReadAsync(session, "l.content", ct);

    public static Task<NoticeIssuer> ReadWithoutLogoAsync(TenantSession session, CancellationToken ct) =>
        ReadAsync(session, "NULL::bytea", ct);

    private static async Task<NoticeIssuer> ReadAsync(TenantSession session, string logo, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"""
            SELECT o.organization_id, o.name, o.sector, o.info_lines, o.cbill_code, {logo}
            FROM door.organizations o LEFT JOIN door.organization_logos l USING (organization_id)
            WHERE o.organization_id = $1
            """,
            r => new NoticeIssuer(
                r.GetString(0),
                r.GetString(1),
                r.IsDBNull(2) ? null : r.GetString(2),
                r.IsDBNull(3) ? [] : r.GetString(3).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
                r.IsDBNull(4) ? null : r.GetString(4),
                r.IsDBNull(5) ? null : r.GetFieldValue<byte[]>(5)
            ),
            ct,
            session.Organization
        );
        return rows.Single();
    }
}
