using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// Finds debts paid short. The receipt says what came, beneficiary by beneficiary; those of another amount are few and have an
/// index of their own.
/// What was given back before the debt was made did not pay it. Of a payment that rendicontazioni tell of in part the transfers that none
/// tells of are missing.
/// </summary>
public sealed class ShortPaymentQueries(TenantSession session)
{
    /// <summary>$1 organization. Columns: position_id, instalment_id, own, others.</summary>
    private const string Short = """
        SELECT i.position_id, i.instalment_id, greatest(o.own - p.own + c.withheld_cents - i.discharged_own_cents, 0)::bigint AS own,
            greatest(i.amount_cents - o.own - p.others - i.discharged_others_cents, 0)::bigint AS others
        FROM receipts c
        JOIN door.instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
            AND i.receipt_record_id = c.receipt_record_id
            AND NOT i.is_released AND NOT i.is_settled_in_part
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own
            FROM door.transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id) o
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary = $1), 0) AS own,
                coalesce(sum(t.amount_cents) FILTER (WHERE t.beneficiary <> $1), 0) AS others
            FROM receipt_transfers t WHERE t.organization_id = $1 AND t.receipt_record_id = c.receipt_record_id) p
        WHERE c.organization_id = $1 AND c.classification <> 'regular' AND c.classification IN ('amount-mismatch', 'state-mismatch')
        """;

    /// <summary>The positions of which something is missing, for conditions on lists.</summary>
    public const string Positions = $"SELECT s.position_id FROM ({Short}) s WHERE s.own + s.others > 0";

    private static readonly SqlText _ofPositions = SqlText.Statement(
        typeof(ShortPaymentQueries),
        "ShortPayments.sql",
        ("short", Short),
        ("told", ToldDebtSql.Debts("i.position_id = ANY ($2) AND i.is_settled_in_part"))
    );

    public async Task<List<ShortPayment>> OfPositionsAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct) =>
        positions.Count == 0
            ? []
            : await session.QueryAsync(
                _ofPositions,
                r => new ShortPayment(r.GetGuid(0), r.GetGuid(1), new(r.GetInt64(2), r.GetInt64(3)), r.GetBoolean(4)),
                ct,
                session.Organization,
                positions.ToArray()
            );
}
