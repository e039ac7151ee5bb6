using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Api.Features.MissingReceipts.Recovering;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>Asks for one receipt again, whatever its pause.</summary>
public sealed class RetryMissingReceiptHandler(
    TenantSession session,
    MissingReceiptRows rows,
    ConnectionCalls connections,
    BizEventsWork work,
    TimeProvider clock
)
{
    public async Task<Outcome<MissingReceiptModel>> RunAsync(string missingReceipt, CancellationToken ct)
    {
        var found = await rows.ReadAsync(missingReceipt, ct);
        if (found.Error is not null)
            return found;
        if (found.Value!.State is MissingReceiptState.Received or MissingReceiptState.Withdrawn)
            return Settled(found.Value.State);
        if (await connections.RefuseCallAsync(ConnectionCode.BizEvents, ct) is { } notNow)
            return notNow;
        PublicId.TryParse(missingReceipt, MissingReceiptRows.Prefix, out var id);
        var again = await session.ExecuteAsync(
            """
            UPDATE missing_receipts SET state = 'missing', next_attempt_at = $3, requested_at = $3, settled_at = NULL
            WHERE organization_id = $1 AND missing_receipt_id = $2 AND state IN ('missing', 'refused', 'given-up')
            """,
            ct,
            session.Organization,
            id,
            clock.GetUtcNow()
        );
        var now = await rows.ReadAsync(missingReceipt, ct);
        // It came in the meantime.
        if (again == 0)
            return Settled(now.Value!.State);
        await work.RequestAsync(ct);
        return now;
    }

    private static ApiError Settled(MissingReceiptState state) =>
        ApiError.Conflict(
            "missing-receipt-settled",
            MissingReceiptsTexts.Settled,
            MissingReceiptsTexts.NothingToAsk.With(StateText.Of(state))
        );
}
