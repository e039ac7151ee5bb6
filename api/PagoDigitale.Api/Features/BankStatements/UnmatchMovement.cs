using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// Takes a movement out of wherever it is: off what it was matched to, by a run or a person, out of what is ignored, apart
/// from its storno. No run puts it back there; elsewhere one may. With a credit go the debits that took a part of it back.
/// </summary>
public sealed class UnmatchMovementHandler(
    TenantSession session,
    DecisionQueries decisions,
    DecisionWriter writer,
    MovementLinkWriter links,
    IBookedMovements booked,
    ReadMovementHandler read
)
{
    public async Task<Outcome<MovementModel>> RunAsync(string movement, MovementDecisionInput input, CancellationToken ct)
    {
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await decisions.MovementAsync(movement, ct) is not { } found)
            return DecisionQueries.NotFound(movement);
        if (await decisions.RegularisedAsync(found, ct) is { } regularised)
            return regularised;
        if (found.State == MovementState.Unmatched)
            return await read.RunAsync(movement, ct);
        await RefuseAsync(found, input.Reason, ct);
        Guid[] freed = found is { State: MovementState.Reversed, CounterpartId: { } counterpart }
            ? [found.Id, counterpart]
            : [found.Id, .. await decisions.PartsAsync(found.Id, ct)];
        await booked.ForgetStornosAsync(freed, ct);
        await links.UnlinkAsync(freed, ct);
        await writer.SetStateAsync(freed, "unmatched", ct);
        await writer.DecideAsync(freed, input.Reason, isDecided: false, m => new MovementUnmatched(m, found.State, input.Reason), ct);
        return await read.RunAsync(movement, ct);
    }

    private async Task RefuseAsync(DecidedMovement movement, string reason, CancellationToken ct)
    {
        var flows = await decisions.FlowsAsync([.. (await links.OfMovementsAsync([movement.Id], ct)).Select(l => l.RendicontazioneId)], ct);
        await writer.RefuseAsync(movement.Id, [.. flows.Select(f => f.Target)], reason, ct);
        if (movement.ReceiptRecordId is { } receipt)
            await writer.RefuseAsync(movement.Id, [receipt.ToString()], reason, ct);
        if (movement.CounterpartId is not { } counterpart)
            return;
        var (debit, credit) = movement.AmountCents < 0 ? (movement.Id, counterpart) : (counterpart, movement.Id);
        await writer.RefuseAsync(debit, [credit.ToString()], reason, ct);
    }
}
