namespace PagoDigitale.Api.Features.Ledger;

/// <summary>Under which key of the balances a posting stands: its legal month, and the service of its position, which stays.</summary>
internal static class PostingMonthSql
{
    /// <summary>Of a posting t and its position o.</summary>
    public const string Key =
        "date_trunc('month', t.occurred_at AT TIME ZONE 'Europe/Rome')::date AS month, coalesce(o.service_code, '') AS service_code";

    public const string Join = "LEFT JOIN door.positions o ON o.organization_id = $1 AND o.position_id = t.position_id";
}
