namespace PagoDigitale.Api.Features.Positions;

internal static class ExternalIdSql
{
    /// <summary>
    /// The positions that an external code names: the one that has it, or the one that a row of a flow with this code was grouped
    /// into. One at most. $1 is the organization.
    /// </summary>
    public static string Bearers(string code) =>
        $"""
            SELECT b.position_id FROM positions b WHERE b.organization_id = $1 AND b.external_id = {code}
            UNION ALL
            SELECT g.position_id FROM flow_rows g WHERE g.organization_id = $1 AND g.is_grouped AND g.external_id = {code}
            """;
}
