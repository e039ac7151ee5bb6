using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

public sealed class PublishPositionHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    RegistryQueries registry,
    PositionTaxonomy taxonomy,
    LedgerWriter ledger,
    PositionEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        return await PublishAsync(position, ct) is { } refusal ? refusal : await read.WrittenAsync(position.PositionId, ct);
    }

    /// <summary>Of a position locked by the caller. The debt exists, and is in the ledger, from here on.</summary>
    public async Task<ApiError?> PublishAsync(Position position, CancellationToken ct)
    {
        var drafts = position.Instalments.Where(i => i.State == InstalmentState.Draft).ToList();
        if (drafts.Count == 0)
            return position.State == PositionState.Cancelled ? PositionRefusals.Cancelled() : null;
        var terms = (await registry.ServiceAsync(position.ServiceCode, ct))!;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var tooLate = drafts.FindAll(i => IsReduced(position, i) && IsOver(i, terms, today));
        var payable = drafts.Except(tooLate).ToList();
        if (PositionRefusals.IfOver(payable.Count > 0 ? payable : drafts, terms.KeepPayableAfterDueDate, today) is { } over)
            return over;
        if (await taxonomy.RefuseAsync(drafts, ct) is { } unlisted)
            return unlisted;
        foreach (var draft in drafts)
            draft.State = InstalmentLifeCycle.Decide(draft.State, InstalmentEvent.Publish).State;
        // Its days went by before anybody could pay it: the whole is owed.
        foreach (var reduced in tooLate)
            reduced.State = InstalmentLifeCycle.Decide(reduced.State, InstalmentEvent.Expire).State;
        var entries = drafts
            .Where(i => !i.IsReleased)
            .SelectMany(i => PostingRules.Issue(i.Shares), (i, p) => (p, new PostingSubject(i.PositionId, i.InstalmentId)))
            .ToList();
        entries.AddRange(position.Settle(clock.GetUtcNow()));
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        await events.EmitAsync(position.PositionId, p => new PositionPublished(p), ct);
        return null;
    }

    private static bool IsReduced(Position position, Instalment instalment) =>
        position.Options.Exists(o => o.OptionIndex == instalment.OptionIndex && o.Kind == PaymentOptionKind.Reduced);

    private static bool IsOver(Instalment i, ServiceTerms terms, DateOnly today) =>
        Payability.OverBy(new(ValidFrom: null, i.DueDate, i.ValidUntil, i.KeepPayableAfterDueDate ?? terms.KeepPayableAfterDueDate), today)
            is not null;
}
