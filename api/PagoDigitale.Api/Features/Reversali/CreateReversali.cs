using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Issues one reversale for each transfer: those of a reconciled statement, or one flow, which works also where no bank
/// statement is loaded. What cannot be accounted, or already is, is listed, so the call can be repeated.
/// </summary>
public sealed class CreateReversaliHandler(
    TenantSession session,
    TransferQueries transfers,
    AccountingTermsQueries terms,
    ReversaleWriter writer,
    ReversaleQueries queries,
    TimeProvider clock
)
{
    /// <summary>As many as an answer holds: what is left over is issued by the next call.</summary>
    private const int TransfersMax = 1000;

    public async Task<Outcome<ReversaliOutcome>> RunAsync(ReversaliInput input, CancellationToken ct)
    {
        var agreed = await terms.ReadAsync(input, ct);
        if (agreed.Error is { } missing)
            return missing;
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        var found = await FindAsync(input, ct);
        if (found.Error is { } unknown)
            return unknown;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var drafts = found
            .Value!.Where(t => t.Skip is null)
            .Select(t => new ReversaleDraft(t, agreed.Value!, agreed.Value!.AccountingDateOf(t, today)))
            .OrderBy(d => d.AccountingDate)
            .ThenBy(d => d.Transfer.MovementDate)
            .ThenBy(d => d.Transfer.LineNumber)
            .Take(TransfersMax)
            .ToList();
        if (AccountingDateCheck.Refusal(input, drafts, today) is { } wrongDay)
            return wrongDay;
        var issued = await writer.IssueAsync(drafts, ct);
        return new ReversaliOutcome
        {
            Items = await queries.FindAsync(issued, ct),
            Skipped = [.. found.Value!.Where(t => t.Skip is not null).Select(t => Skipped(t, t.Skip!.Value)).Take(TransfersMax)],
        };
    }

    private static SkippedTransfer Skipped(Transfer transfer, SkipReason reason) =>
        new()
        {
            FlowId = transfer.FlowId,
            MovementId = transfer.MovementId is { } movement ? PublicId.Format("mov", movement) : null,
            Reason = reason,
        };

    private async Task<Outcome<List<Transfer>>> FindAsync(ReversaliInput input, CancellationToken ct)
    {
        if (input.FlowId is { } flow)
        {
            var ofFlow = await transfers.OfFlowAsync(flow, ct);
            return ofFlow.Count > 0
                ? ofFlow
                : ApiError.Invalid(
                    new FieldError(
                        "flowId",
                        "rendicontazione-not-found",
                        "is not a rendicontazione of this organization",
                        "Upload the rendicontazione first."
                    )
                );
        }
        return PublicId.TryParse(input.StatementId, "bst", out var statement) && await transfers.StatementExistsAsync(statement, ct)
            ? await transfers.OfStatementAsync(statement, ct)
            : ApiError.Invalid(
                new FieldError(
                    "statementId",
                    "bank-statement-not-found",
                    "is not a bank statement of this organization",
                    "Upload the statement first, and use the id of the answer."
                )
            );
    }
}
