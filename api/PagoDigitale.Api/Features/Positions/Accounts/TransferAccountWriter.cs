using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>Gives the transfers of a chunk of instalments another account, and counts it in the replacement.</summary>
public sealed class TransferAccountWriter(TenantSession session, PositionEventWriter events, TimeProvider clock)
{
    private static readonly SqlText _replace = SqlText.Statement(
        typeof(TransferAccountWriter),
        "ReplaceAccount.sql",
        ("is_unpaid", UnpaidSql.IsUnpaid),
        ("credits", UnpaidSql.Credits),
        ("is_open", UnpaidSql.IsOpen),
        ("is_printed", PrintedSql.IsPrinted)
    );

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
            _replace,
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
        await events.EmitAsync([.. changed.Select(id => (id, (Func<PositionFacts, PositionEvent?>)(p => new PositionChanged(p))))], ct);
    }
}
