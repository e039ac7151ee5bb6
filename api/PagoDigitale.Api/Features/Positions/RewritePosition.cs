using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// The same external identifier sent again: equal content changes nothing; other content rewrites the position as long as
/// nothing of it is paid. Instalments of options that stay (<see cref="OptionMatching"/>) keep their notice numbers by index; those left
/// over are replaced.
/// A position once published stays published.
/// </summary>
public sealed class RewritePositionHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    PositionDrafter drafter,
    PositionParties parties,
    DebtorCorrectionWriter corrections,
    PublishPositionHandler publish,
    PositionTaxonomy taxonomy,
    PositionRequests requests,
    LedgerWriter ledger,
    AccertamentoChanges changes,
    PositionEventWriter events,
    IMoneyOfPositions money,
    IGroupedDebts groups,
    TenantSession session,
    TimeProvider clock
)
{
    public async Task<Outcome<Created<PositionModel>>> RunAsync(
        Guid id,
        PositionInput input,
        PositionPlan plan,
        bool dryRun,
        CancellationToken ct
    )
    {
        var position = (await positions.LockAsync(id, ct))!;
        var warnings = Array.Empty<Warning>();
        HashSet<Guid> live = [.. position.Instalments.Where(i => i.IsLive).Select(i => i.InstalmentId)];
        if (!PositionComparison.IsSame(position, input, plan))
        {
            if (await IsGroupAsync(position, ct))
                return PositionRefusals.OfGroup(position, input.ExternalId!);
            var codes = await taxonomy.CheckAsync(input, plan, CodesOf(position), ct);
            if (codes.Error is { } unlisted)
                return unlisted;
            warnings = codes.Value!;
            var wasPushed = await requests.MayBePushedAsync(position, ct);
            if ((PositionRefusals.IfClosed(position) ?? await RewriteAsync(position, input, plan, dryRun, ct)) is { } refusal)
                return refusal;
            position = (await positions.LockAsync(id, ct))!;
            warnings =
            [
                .. PositionWarnings.Replaced(
                    position.InOrder.Where(i => i.State == InstalmentState.Replaced && live.Contains(i.InstalmentId))
                ),
                .. PositionWarnings.OfRequest(wasPushed, await requests.MayBePushedAsync(position, ct)),
                .. warnings,
            ];
        }
        if (position.State == PositionState.Draft && input.IsDraft != true && await publish.PublishAsync(position, ct) is { } over)
            return over;
        var answer = PositionTaxonomy.Told(await read.WrittenAsync(id, ct), warnings);
        // Sent again it looks done, and nobody can pay it.
        return new Created<PositionModel>(
            answer.State == PositionState.Cancelled ? answer with { Warnings = [PositionWarnings.Cancelled, .. answer.Warnings] } : answer,
            false
        );
    }

    /// <summary>
    /// Made of several rows of a flow, each a debt with its own code: a request that tells of one of them is not the whole.
    /// </summary>
    private async Task<bool> IsGroupAsync(Position position, CancellationToken ct) =>
        position.FlowId is not null && await groups.IsGroupAsync(position.PositionId, ct);

    private static HashSet<string> CodesOf(Position position) =>
        [.. position.Instalments.Where(i => i.IsLive).SelectMany(i => i.Transfers).Select(t => TransferCategory.KeyOf(t.TaxonomyCode))];

    private async Task<ApiError?> RewriteAsync(Position position, PositionInput input, PositionPlan plan, bool dryRun, CancellationToken ct)
    {
        var debtor = await parties.EnterAsync(input, await corrections.FormerAsync(position, ct), ct);
        if (debtor.Error is { } refused)
            return refused;
        var live = position.Instalments.Where(i => i.IsLive).ToList();
        var options = OptionMatching.Match(ShapesOf(position, live), [.. plan.Options.Select(ShapeOf)]);
        var kept = Kept(plan, live, options);
        var state = position.State == PositionState.Draft ? InstalmentState.Draft : InstalmentState.Unpaid;
        // Of a draft it is the first, as when it was made.
        var owed =
            state == InstalmentState.Draft
                ? 1
                : options.Where(o => o.Value == position.OwedOption).Select(o => o.Key).DefaultIfEmpty(1).First();
        var added = await drafter.DraftAsync(
            [.. plan.Instalments.Where(p => !kept.Exists(k => k.Plan == p))],
            position.PositionId,
            input.Description,
            state,
            owed,
            clock.GetUtcNow(),
            dryRun,
            ct
        );
        if (added.Error is { } taken)
            return taken;
        var faces = NoticeFaces.Of(position);
        var before = kept.ToDictionary(k => k.Row.InstalmentId, k => k.Row.Shares);
        var replaced = live.Where(i => !kept.Exists(k => k.Row == i)).ToList();
        var entries = Retire(replaced);
        if (!PositionComparison.IsSame(position, input.Debtor))
            await corrections.RecordAsync(position, reason: null, ct);
        Describe(position, debtor.Value!.Debtor, input, plan);
        Retime(kept, plan.Terms);
        foreach (var (_, row) in kept.Where(k => k.Row.State == InstalmentState.Draft))
            row.IsReleased = row.OptionIndex != owed;
        faces.Note(position, NoticeFaces.OptionsOf(plan), clock.GetUtcNow());
        // Before the new ones come, which may have the same keys.
        foreach (var transfer in kept.SelectMany(k => k.Row.Transfers).ToList())
            db.RemoveRange([transfer, .. transfer.Allocations]);
        db.RemoveRange(position.Options);
        db.RemoveRange(position.CoDebtors);
        db.RemoveRange(position.OtherServices);
        await db.SaveChangesAsync(ct);
        db.AddRange(debtor.Value!.CoDebtorsOf(input, session.Organization, position.PositionId));
        db.AddRange(PositionDrafter.ServicesOf(plan, session.Organization, position.PositionId));
        db.AddRange(PositionDrafter.OptionsOf(plan, session.Organization, position.PositionId));
        db.AddRange(
            kept.SelectMany(k =>
                PositionDrafter.TransfersOf(k.Plan, session.Organization, k.Row.InstalmentId, k.Row.Iuv, input.Description)
            )
        );
        db.AddRange(added.Value!);
        if (state != InstalmentState.Draft)
        {
            entries.AddRange(
                kept.Where(k => !k.Row.IsReleased)
                    .SelectMany(k => PostingRules.ChangeAmount(before[k.Row.InstalmentId], SharesOf(k.Plan)), (k, p) => (p, Subject(k.Row)))
            );
            entries.AddRange(
                added.Value!.Where(i => !i.IsReleased).SelectMany(i => PostingRules.Issue(i.Shares), (i, p) => (p, Subject(i)))
            );
        }
        entries.AddRange(position.Settle(clock.GetUtcNow()));
        position.AmountCents = position.AskedCents;
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        // Where only what is allocated became another, nothing is posted.
        await changes.NoteAsync([.. kept.Select(k => k.Row.InstalmentId)], ct);
        await events.EmitAsync(position.PositionId, p => new PositionChanged(p), ct);
        await money.SettleNewAsync([.. added.Value!.Select(i => i.InstalmentId)], ct);
        db.ChangeTracker.Clear();
        return null;
    }

    /// <summary>Those that stay: the caller names their notice, or they have the place in their option that they had.</summary>
    private static List<(PlannedInstalment Plan, Instalment Row)> Kept(
        PositionPlan plan,
        List<Instalment> live,
        IReadOnlyDictionary<int, int> options
    )
    {
        var named = plan.Instalments.Select(p => p.NoticeNumber).OfType<string>().ToHashSet();
        return
        [
            .. plan
                .Instalments.Select(p =>
                    (
                        Plan: p,
                        Row: live.Find(i =>
                            p.NoticeNumber is { } number
                                ? number == i.NoticeNumber
                                : i.InstalmentIndex == p.Place.Instalment
                                    && options.TryGetValue(p.Place.Option, out var before)
                                    && before == i.OptionIndex
                                    && !named.Contains(i.NoticeNumber)
                        )
                    )
                )
                .Where(x => x.Row is not null)
                .Select(x => (x.Plan, Row: x.Row!)),
        ];
    }

    private static OptionShape ShapeOf(PlannedOption option) =>
        new(option.Index, option.Kind, option.Description, [.. option.Instalments.Select(i => (i.AmountCents, i.DueDate, i.ValidUntil))]);

    private static List<OptionShape> ShapesOf(Position position, List<Instalment> live) =>
        [
            .. live.GroupBy(i => i.OptionIndex)
                .Select(o =>
                {
                    var said = position.Options.Find(x => x.OptionIndex == o.Key);
                    return new OptionShape(
                        o.Key,
                        said?.Kind ?? PaymentOptions.KindOf(o.Count()),
                        said?.Description,
                        [.. o.OrderBy(i => i.InstalmentIndex).Select(i => (i.AmountCents, i.DueDate, i.ValidUntil))]
                    );
                }),
        ];

    private static List<(Posting, PostingSubject)> Retire(List<Instalment> replaced)
    {
        var entries = replaced
            .Where(i => i.State != InstalmentState.Draft && !i.IsReleased)
            .SelectMany(i => PostingRules.Cancel(i.Shares), (i, p) => (p, Subject(i)))
            .ToList();
        foreach (var instalment in replaced)
        {
            instalment.State = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.Replace).State;
            instalment.IsReleased = true;
            instalment.OptionIndex = (short)PaymentOptions.RetiredFrom(instalment.OptionIndex);
        }
        return entries;
    }

    private static void Describe(Position position, Guid debtor, PositionInput input, PositionPlan plan)
    {
        position.ServiceCode = input.ServiceCode;
        position.UnitCode = plan.UnitCode;
        position.Description = input.Description;
        CorrectDebtorHandler.Apply(position, debtor, input.Debtor);
        position.ValidFrom = input.ValidFrom;
        position.RequestToPay = input.RequestToPay;
        position.Metadata = input.Metadata;
    }

    /// <summary>Amounts and dates; an expired instalment that has time again is payable again.</summary>
    private void Retime(List<(PlannedInstalment Plan, Instalment Row)> kept, ServiceTerms terms)
    {
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        foreach (var (plan, row) in kept)
        {
            (row.OptionIndex, row.InstalmentIndex) = ((short)plan.Place.Option, (short)plan.Place.Instalment);
            row.AmountCents = plan.AmountCents;
            row.DueDate = plan.DueDate;
            row.ValidUntil = plan.ValidUntil;
            row.ValidFrom = plan.ValidFrom;
            row.KeepPayableAfterDueDate = plan.KeepPayableAfterDueDate;
            row.Description = plan.Description;
            row.LastCreditDay = plan.LastCreditDay;
            row.RemittanceInformation = plan.RemittanceInformation;
            row.Metadata = plan.Metadata.Count == 0 ? null : plan.Metadata;
            if (
                row.State == InstalmentState.Expired
                && Payability.OverBy(
                    new(ValidFrom: null, plan.DueDate, plan.ValidUntil, plan.KeepPayableAfterDueDate ?? terms.KeepPayableAfterDueDate),
                    today
                )
                    is null
            )
                row.State = InstalmentLifeCycle.Decide(row.State, InstalmentEvent.Reopen).State;
        }
    }

    private Shares SharesOf(PlannedInstalment plan)
    {
        var own = plan.Transfers.Where(t => t.Beneficiary == session.Organization).Sum(t => t.AmountCents);
        return new(own, plan.AmountCents - own);
    }

    private static PostingSubject Subject(Instalment instalment) => new(instalment.PositionId, instalment.InstalmentId);
}
