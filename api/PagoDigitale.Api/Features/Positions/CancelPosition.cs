using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What is still owed is owed no more: what nobody has paid, and what is missing where less was paid.</summary>
public sealed class CancelPositionHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    IMoneyOfPositions money,
    LedgerWriter ledger,
    PositionEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, ReasonInput input, bool force, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        var moved = position.Instalments.Where(i => InstalmentLifeCycle.Decide(i.State, InstalmentEvent.Cancel).IsMoved).ToList();
        var rests = (await money.ShortAsync([position.PositionId], ct)).FindAll(r => r.IsProved);
        if (moved.Count == 0 && rests.Count == 0)
            return Refusal(position) is { } paid ? paid : await read.WrittenAsync(position.PositionId, ct);
        if (!force && PositionRefusals.IfInProgress(moved, clock.GetUtcNow()) is { } busy)
            return busy;
        var before = position.State;
        // A draft was never owed, so there is nothing to release.
        var owed = moved.Where(i => !i.IsReleased).ToList();
        var entries = owed.Where(i => i.State != InstalmentState.Draft)
            .SelectMany(i => PostingRules.Cancel(i.Shares), (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId)))
            .ToList();
        foreach (var instalment in moved)
        {
            instalment.State = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.Cancel).State;
            instalment.IsReleased = true;
        }
        entries.AddRange(
            rests.SelectMany(r => PostingRules.Cancel(r.Missing), (r, p) => (p, new PostingSubject(position.PositionId, r.InstalmentId)))
        );
        foreach (var rest in rests)
            Discharge(position.Instalments.Single(i => i.InstalmentId == rest.InstalmentId), rest.Missing);
        entries.AddRange(position.Settle(clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        var (unpaid, missing) = (owed.Sum(i => i.AmountCents), rests.Sum(r => r.Missing.TotalCents));
        await events.EmitAsync(
            [
                (position.PositionId, p => new PositionCancelled(p, input.Reason, unpaid + missing, missing, before)),
                .. Settled(position, before).Select(told => (position.PositionId, told)),
            ],
            ct
        );
        return await read.WrittenAsync(position.PositionId, ct);
    }

    /// <summary>
    /// What is left of the position may be paid as a whole now: whoever waits for that hears it, and how far its money has come.
    /// </summary>
    private static IEnumerable<Func<PositionFacts, PositionEvent?>> Settled(Position position, PositionState before)
    {
        if (IsPaid(before) || !IsPaid(position.State))
            yield break;
        yield return p => new PositionPaid(p, PaidBy.Cancellation, PreviousState: before);
        if (position.State != PositionState.Paid)
            yield return p => PositionEventWriter.Reached(p, before, PaidBy.Cancellation);
    }

    private static bool IsPaid(PositionState state) => state is PositionState.Paid or PositionState.Reported or PositionState.Reconciled;

    private static void Discharge(Instalment instalment, Shares missing)
    {
        instalment.DischargedOwnCents += missing.OwnCents;
        instalment.DischargedOthersCents += missing.OthersCents;
    }

    /// <summary>The unpaid rest cancelled before is cancelled; where all is paid there never was one.</summary>
    private static ApiError? Refusal(Position position) =>
        position.Instalments.Exists(i => i.State == InstalmentState.Cancelled || i.DischargedOwnCents + i.DischargedOthersCents > 0)
            ? null
            : PositionRefusals.IfSettled(position.Instalments);
}
