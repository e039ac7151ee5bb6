using FluentValidation;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record ReversaliInput
{
    public string? StatementId { get; init; }
    public string? FlussoId { get; init; }
    public DateOnly? AccountingDate { get; init; }
    public string? Counterpart { get; init; }
    public string? CollectionAccount { get; init; }
    public bool? OnlyFinal { get; init; }
}

public sealed class ReversaliInputValidator : AbstractValidator<ReversaliInput>
{
    public ReversaliInputValidator()
    {
        RuleFor(x => x.StatementId)
            .Must((x, _) => x.StatementId is null != x.FlussoId is null)
            .Otherwise("statement-or-flusso", ReversaliTexts.StatementOrFlusso, ReversaliTexts.SendStatementOrFlusso);
        RuleFor(x => x.FlussoId)
            .Length(1, 70)
            .When(x => x.FlussoId is not null)
            .Otherwise("flusso-id-invalid", ReversaliTexts.FlussoIdLength, ReversaliTexts.UseFlussoId);
        RuleFor(x => x.FlussoId)
            .Must(id => !PublicId.HasForm(id))
            .Otherwise("flusso-id-invalid", ReversaliTexts.OwnIdentifier, ReversaliTexts.UseFlussoIdOfPsp);
        RuleFor(x => x.AccountingDate)
            .Must(d => d!.Value.Year is >= 2000 and <= 2100)
            .When(x => x.AccountingDate is not null)
            .Otherwise("date-implausible", ReversaliTexts.DateImplausible, ReversaliTexts.UseMovementDate);
        RuleFor(x => x.Counterpart)
            .Length(1, 140)
            .When(x => x.Counterpart is not null)
            .Otherwise("counterpart-invalid", ReversaliTexts.CounterpartLength, ReversaliTexts.ShortenCounterpart);
        RuleFor(x => x.CollectionAccount)
            .Length(1, 35)
            .When(x => x.CollectionAccount is not null)
            .Otherwise("collection-account-invalid", ReversaliTexts.CollectionAccountLength, ReversaliTexts.ShortenOrUseProfile);
    }
}

public sealed record ReversaliOutcome
{
    public required IReadOnlyList<ReversaleModel> Items { get; init; }
    public required IReadOnlyList<SkippedTransfer> Skipped { get; init; }

    /// <summary>Transfers that a job goes on with.</summary>
    public required int RemainingCount { get; init; }
}

public sealed record SkippedTransfer
{
    public string? FlussoId { get; init; }
    public string? MovementId { get; init; }
    public required SkipReason Reason { get; init; }
}

/// <summary>What of a statement was booked, and what is left.</summary>
public sealed record IssuedPortion(
    IReadOnlyList<Guid> Issued,
    IReadOnlyList<(Transfer Transfer, SkipReason Reason)> Skipped,
    int RemainingCount
);

/// <summary>
/// Issues one reversale for each transfer: those of a reconciled statement, or one flow, which works also where no bank
/// statement is loaded. What cannot be accounted, or already is, is listed, so the call can be repeated. The call issues as many as its
/// answer holds and its caller waits for, by the payments they are made of; a job goes on with the rest
/// (<see cref="IssueRemainingReversali"/>).
/// </summary>
public sealed class CreateReversaliHandler(
    TenantSession session,
    TransferQueries transfers,
    AccountingTermsQueries terms,
    ReversaleWriter writer,
    ReversaleRows rows,
    JobQueue jobs,
    ReversaliPortions portions,
    TimeProvider clock
)
{
    public async Task<Outcome<ReversaliOutcome>> RunAsync(ReversaliInput input, CancellationToken ct)
    {
        var outcome = await IssueAsync(input, portions.OfCall, annulledSince: null, ct);
        if (outcome.Value is not { } portion)
            return outcome.Error!;
        if (portion.RemainingCount > 0)
            await jobs.EnqueueAsync(
                IssueRemainingReversali.Kind,
                new RemainingReversali(input, AskedAt: clock.GetUtcNow()),
                dedupeKey: null,
                ct
            );
        return new ReversaliOutcome
        {
            Items = await rows.FindAsync(portion.Issued, ct),
            Skipped = [.. portion.Skipped.Take(ReversaliPortions.AnswerMax).Select(s => Skipped(s.Transfer, s.Reason))],
            RemainingCount = portion.RemainingCount,
        };
    }

    /// <summary>The next of them, in the order of their days.</summary>
    /// <param name="annulledSince">What was annulled from then on is left out: it is for somebody to ask for anew.</param>
    public async Task<Outcome<IssuedPortion>> IssueAsync(
        ReversaliInput input,
        ReversaliPortion size,
        DateTimeOffset? annulledSince,
        CancellationToken ct
    )
    {
        var agreed = await terms.ReadAsync(input, ct);
        if (agreed.Error is { } missing)
            return missing;
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        session.CommandTimeout = ReversaliPortions.StatementSeconds;
        var found = await FindAsync(input, ct);
        if (found.Error is { } unknown)
            return unknown;
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        var judged = found.Value!.Select(t => (Transfer: t, Skip: t.SkipOf(input.OnlyFinal == true ? now : null))).ToList();
        HashSet<Guid> annulled = annulledSince is { } since ? [.. await transfers.AnnulledSinceAsync(since, ct)] : [];
        var drafts = judged
            .Where(t => t.Skip is null && !annulled.Contains(t.Transfer.RendicontazioneId!.Value))
            .Select(t => t.Transfer)
            .Select(t => new ReversaleDraft(t, agreed.Value!, agreed.Value!.AccountingDateOf(t, today)))
            .OrderBy(d => d.AccountingDate)
            .ThenBy(d => d.Transfer.MovementDate)
            .ThenBy(d => d.Transfer.LineNumber)
            .ToList();
        if (AccountingDateCheck.Refusal(input, drafts, today) is { } wrongDay)
            return wrongDay;
        var next = drafts[..size.CountOf(drafts)];
        return new IssuedPortion(
            await writer.IssueAsync(next, ct),
            [.. judged.Where(t => t.Skip is not null).Select(t => (t.Transfer, t.Skip!.Value))],
            drafts.Count - next.Count
        );
    }

    private static SkippedTransfer Skipped(Transfer transfer, SkipReason reason) =>
        new()
        {
            FlussoId = transfer.FlussoId,
            MovementId = transfer.MovementId is { } movement ? PublicId.Format("mov", movement) : null,
            Reason = reason,
        };

    private async Task<Outcome<List<Transfer>>> FindAsync(ReversaliInput input, CancellationToken ct)
    {
        if (input.FlussoId is { } flow)
        {
            var ofFlow = await transfers.OfFlowAsync(flow, ct);
            return ofFlow.Count > 0
                ? ofFlow
                : ApiError.Invalid(
                    new FieldError(
                        "flussoId",
                        "rendicontazione-not-found",
                        ReversaliTexts.RendicontazioneUnknown,
                        ReversaliTexts.UploadRendicontazione
                    )
                );
        }
        return PublicId.TryParse(input.StatementId, "bst", out var statement) && await transfers.StatementExistsAsync(statement, ct)
            ? await transfers.OfStatementAsync(statement, ct)
            : ApiError.Invalid(
                new FieldError("statementId", "bank-statement-not-found", ReversaliTexts.StatementUnknown, ReversaliTexts.UploadStatement)
            );
    }
}
