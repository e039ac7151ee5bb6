using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed class ReopenPositionHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    RegistryQueries registry,
    LedgerWriter ledger,
    PositionEventWriter events,
    IMoneyOfPositions money,
    TenantSession session,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, ReasonInput input, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        var closed = position.Instalments.Where(i => InstalmentLifeCycle.Decide(i.State, InstalmentEvent.Reopen).IsMoved).ToList();
        var discharged = position.Instalments.Where(i => i.DischargedOwnCents + i.DischargedOthersCents > 0).ToList();
        if (closed.Count == 0 && discharged.Count == 0)
            return Refusal(position) is { } refusal ? refusal : await read.WrittenAsync(position.PositionId, ct);
        // What was paid after it was cancelled and given back keeps its option closed; another may come back.
        var givenBack = closed.Where(i => i.ReceiptRecordId is not null).Select(i => i.OptionIndex).ToHashSet();
        if (closed.Count > 0 && closed.TrueForAll(i => givenBack.Contains(i.OptionIndex)))
            return ApiError.Conflict(
                "position-payment-given-back",
                PositionRefusalTexts.GivenBack,
                PositionRefusalTexts.PaidAfterCancelling.With(closed.Find(i => i.ReceiptRecordId is not null)!.NoticeNumber)
            );
        closed.RemoveAll(i => givenBack.Contains(i.OptionIndex));
        var terms = (await registry.ServiceAsync(position.ServiceCode, ct))!;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        // A payment option whose time is over stays as it is, as long as another comes back: the reduced amount, and the whole.
        var over = closed
            .GroupBy(i => i.OptionIndex)
            .Select(o => (Option: o.Key, Error: PositionRefusals.IfOver(o, terms.KeepPayableAfterDueDate, today)))
            .Where(o => o.Error is not null)
            .ToDictionary(o => o.Option, o => o.Error!);
        if (closed.Count > 0 && closed.TrueForAll(i => over.ContainsKey(i.OptionIndex)))
            return Refusal(position) is null && position.State is PositionState.Payable or PositionState.Published
                ? await read.WrittenAsync(position.PositionId, ct)
                : over[closed[0].OptionIndex];
        closed.RemoveAll(i => over.ContainsKey(i.OptionIndex));
        // What the cancellation released is owed again; of several payment options another may be owed then.
        var cancelled = await CancelledAsync(closed, ct);
        var owed =
            position.OwedOption
            ?? closed.Find(i => cancelled.Contains(i.InstalmentId))?.OptionIndex
            ?? closed.Min(i => (int?)i.OptionIndex);
        var entries = await EntriesAsync([.. closed.Where(i => i.IsReleased && i.OptionIndex == owed)], ct);
        foreach (var instalment in closed)
        {
            instalment.State = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.Reopen).State;
            instalment.IsReleased = instalment.OptionIndex != owed;
        }
        entries.AddRange(
            discharged.SelectMany(
                i => PostingRules.Reopen(new(i.DischargedOwnCents, i.DischargedOthersCents)),
                (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId))
            )
        );
        var owedAgain =
            closed.Where(i => i.OptionIndex == owed).Sum(i => i.AmountCents)
            + discharged.Sum(i => i.DischargedOwnCents + i.DischargedOthersCents);
        foreach (var instalment in discharged)
            instalment.DischargedOwnCents = instalment.DischargedOthersCents = 0;
        var credited = position.InOrder.FirstOrDefault(i => i.IsReleased && InstalmentLifeCycle.IsSettled(i.State) && !i.IsRetired);
        entries.AddRange(position.Settle(clock.GetUtcNow(), chosen: credited?.OptionIndex));
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        await events.EmitAsync(position.PositionId, p => new PositionReopened(p, input.Reason, owedAgain), ct);
        // What came while it was cancelled and is here still pays what is owed again: it is owed back no more.
        if (credited is not null)
            await money.TakeUpAsync(position.PositionId, position.OwedOption ?? credited.OptionIndex, ct);
        return await read.WrittenAsync(position.PositionId, ct);
    }

    private static ApiError? Refusal(Position position) =>
        position.State == PositionState.Draft
            ? ApiError.Conflict("position-is-draft", PositionRefusalTexts.IsDraft, PositionRefusalTexts.PublishInstead)
        : position.State is PositionState.Payable or PositionState.Published ? null
        : PositionRefusals.IfSettled(position.Instalments);

    private async Task<HashSet<Guid>> CancelledAsync(List<Instalment> closed, CancellationToken ct) =>
        [
            .. await session.QueryAsync(
                "SELECT DISTINCT instalment_id FROM door.postings WHERE organization_id = $1 AND instalment_id = ANY ($2) AND kind = $3",
                r => r.GetGuid(0),
                ct,
                session.Organization,
                closed.Select(i => i.InstalmentId).ToArray(),
                LedgerWriter.Text(PostingKind.Cancelled)
            ),
        ];

    /// <summary>What was cancelled as a draft has never been issued; what expired has been owed all the time and needs no entry.</summary>
    private async Task<List<(Posting, PostingSubject)>> EntriesAsync(List<Instalment> released, CancellationToken ct)
    {
        var issued = await session.QueryAsync(
            "SELECT DISTINCT instalment_id FROM door.postings WHERE organization_id = $1 AND instalment_id = ANY ($2) AND kind = ANY ($3)",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            released.Select(i => i.InstalmentId).ToArray(),
            // One that another option was exchanged for was issued as that one.
            new[] { LedgerWriter.Text(PostingKind.Issued), LedgerWriter.Text(PostingKind.AmountChanged) }
        );
        return
        [
            .. released.SelectMany(
                i => issued.Contains(i.InstalmentId) ? PostingRules.Reopen(i.Shares) : PostingRules.Issue(i.Shares),
                (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId))
            ),
        ];
    }
}
