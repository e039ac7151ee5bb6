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
        if (closed.Find(i => i.ReceiptRecordId is not null) is { } givenBack)
            return ApiError.Conflict(
                "position-payment-given-back",
                PositionRefusalTexts.GivenBack,
                PositionRefusalTexts.PaidAfterCancelling.With(givenBack.NoticeNumber)
            );
        var terms = (await registry.ServiceAsync(position.ServiceCode, ct))!;
        if (PositionRefusals.IfOver(closed, terms.KeepPayableAfterDueDate, RomeTime.LegalDate(clock.GetUtcNow())) is { } over)
            return over;
        var entries = await EntriesAsync([.. closed.Where(i => i.IsReleased)], ct);
        foreach (var instalment in closed)
        {
            instalment.State = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.Reopen).State;
            instalment.IsReleased = false;
        }
        entries.AddRange(
            discharged.SelectMany(
                i => PostingRules.Reopen(new(i.DischargedOwnCents, i.DischargedOthersCents)),
                (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId))
            )
        );
        var owedAgain = closed.Sum(i => i.AmountCents) + discharged.Sum(i => i.DischargedOwnCents + i.DischargedOthersCents);
        foreach (var instalment in discharged)
            instalment.DischargedOwnCents = instalment.DischargedOthersCents = 0;
        position.Settle(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        await events.EmitAsync(position.PositionId, p => new PositionReopened(p, input.Reason, owedAgain), ct);
        return await read.WrittenAsync(position.PositionId, ct);
    }

    private static ApiError? Refusal(Position position) =>
        position.State == PositionState.Draft
            ? ApiError.Conflict("position-is-draft", PositionRefusalTexts.IsDraft, PositionRefusalTexts.PublishInstead)
        : position.State is PositionState.Payable or PositionState.Published ? null
        : PositionRefusals.IfSettled(position.Instalments);

    /// <summary>What was cancelled as a draft has never been issued; what expired has been owed all the time and needs no entry.</summary>
    private async Task<List<(Posting, PostingSubject)>> EntriesAsync(List<Instalment> released, CancellationToken ct)
    {
        var issued = await session.QueryAsync(
            "SELECT DISTINCT instalment_id FROM door.postings WHERE organization_id = $1 AND instalment_id = ANY ($2) AND kind = $3",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            released.Select(i => i.InstalmentId).ToArray(),
            LedgerWriter.Text(PostingKind.Issued)
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
