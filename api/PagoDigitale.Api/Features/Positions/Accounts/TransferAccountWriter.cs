using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>Gives the transfers of a chunk of instalments another account, and counts it in the replacement.</summary>
public sealed class TransferAccountWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    /// <summary>
    /// The positions are locked as everybody locks them, so a payment arriving now is either seen or waits. Instalments are not:
    /// the node marks them while it is answered, and must not wait for a chunk.
    /// </summary>
    public async Task ReplaceAsync(
        IbanReplacementRecord replacement,
        bool isPostal,
        Guid[] instalments,
        Guid[] positions,
        CancellationToken ct
    )
    {
        await session.ExecuteAsync(
            "SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = ANY ($2) ORDER BY position_id FOR UPDATE",
            ct,
            session.Organization,
            positions
        );
        var changed = await session.QueryAsync(
            $"""
            WITH changed AS (
                UPDATE transfers t SET iban = CASE WHEN t.iban = $2 THEN $4 ELSE t.iban END,
                    postal_iban = CASE WHEN t.postal_iban = $2 THEN CASE WHEN $5 THEN $4 END
                        ELSE t.postal_iban END, iban_replacement_id = $6
                FROM instalments i
                WHERE {IbanReplacementQueries.Unpaid} AND i.instalment_id = ANY ($7) AND {IbanReplacementQueries.Credits}
                    AND t.instalment_id = i.instalment_id
                RETURNING t.instalment_id),
            notices AS (
                SELECT DISTINCT i.position_id, i.instalment_id, {IbanReplacementQueries.IsOpen} AS is_open,
                    {PrintedSql.IsPrinted} AS is_printed
                FROM changed c JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = c.instalment_id
                JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id),
            counted AS (
                UPDATE iban_replacements r SET notices_count = r.notices_count + n.open, printed_count = r.printed_count + n.printed,
                    not_payable_count = r.not_payable_count + n.others
                FROM (SELECT count(*) FILTER (WHERE is_open) AS open, count(*) FILTER (WHERE is_open
                    AND is_printed) AS printed, count(*) FILTER (WHERE NOT is_open) AS others FROM notices) n
                WHERE r.organization_id = $1 AND r.replacement_id = $6),
            touched AS (
                UPDATE positions p SET version = p.version + 1, updated_at = $8
                WHERE p.organization_id = $1 AND p.position_id IN (SELECT position_id FROM notices) RETURNING p.position_id)
            SELECT position_id FROM touched ORDER BY position_id
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            replacement.Iban,
            RomeTime.LegalDate(clock.GetUtcNow()),
            replacement.NewIban,
            isPostal,
            replacement.Id,
            instalments,
            clock.GetUtcNow()
        );
        await events.EmitManyAsync("position.changed", "position", [.. changed.Select(Ids.Position)], ct);
    }
}
