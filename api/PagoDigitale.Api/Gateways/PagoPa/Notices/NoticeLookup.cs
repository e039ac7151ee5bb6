using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Everything a question about a notice needs: the notice is read, together with what others ask at that moment, and where its data are
/// asked for it gets the mark that its payment is in progress. A notice that somebody holds is waited for by itself. The envelope is
/// kept with the entry of the activity log, many questions in one transaction (Platform/ActivityLog). That one reaches the disk before the
/// data of a payment are told, and the mark, which was written before it, has reached it then too.
/// </summary>
public sealed class NoticeLookup(AppDataSource source, QuestionsTogether together, Turnstiles turnstiles)
{
    public const string VerifyKind = "node-verify";
    public const string PaymentKind = "node-payment";

    /// <summary>As long as a payer may take; the node itself inhibits a second payment meanwhile.</summary>
    private static readonly TimeSpan PaymentTime = TimeSpan.FromMinutes(30);

    /// <summary>Null when the organization is not ours.</summary>
    public async Task<NoticeFacts?> ReadAsync(NodeCall call, string organization, string noticeNumber, CancellationToken ct)
    {
        var facts = (await together.ReadAsync(new(organization, call.Station, noticeNumber), ct)).Facts;
        if (facts is not null)
            call.KeepAs(VerifyKind, organization);
        return facts;
    }

    /// <summary>Also marks the payment as in progress, if the notice can be paid. The position stays open (SANP, best practice).</summary>
    public async Task<NoticeFacts?> ReadForPaymentAsync(
        NodeCall call,
        string organization,
        string broker,
        string noticeNumber,
        CancellationToken ct
    )
    {
        var mark = new PaymentMark(noticeNumber, call.Station, broker, RomeTime.LegalDate(call.ReceivedAt), call.ReceivedAt + PaymentTime);
        var question = new NoticeQuestion(organization, call.Station, noticeNumber) { Mark = mark };
        var (facts, isHeld) = await together.ReadAsync(question, ct);
        if (isHeld)
            facts = await ReadAloneAsync(question, mark, ct);
        if (facts is not null)
            call.KeepAs(PaymentKind, organization);
        return facts;
    }

    /// <summary>Waits for whoever holds the position, behind the turnstile: one organization never has all the connections.</summary>
    private async Task<NoticeFacts?> ReadAloneAsync(NoticeQuestion question, PaymentMark mark, CancellationToken ct)
    {
        var entered = await turnstiles.Questions.EnterAsync(question.Organization, null, ct);
        if (entered.Error is { } refusal)
            throw new RefusedException(refusal);
        using var place = entered.Value!;
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(question.Organization));
        batch.BatchCommands.Add(PaymentInProgress.LockOf(question.Organization, question.NoticeNumber));
        batch.BatchCommands.Add(NoticeRows.ReadOf(question.Organization, [question]));
        batch.BatchCommands.Add(PaymentInProgress.MarkOf(question.Organization, [mark], areHeld: false));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        // The tenant's name and the lock.
        await reader.NextResultAsync(ct);
        await reader.NextResultAsync(ct);
        var facts = (await NoticeRows.ReadAsync(reader, 1, ct))[0];
        // What failed after the last result would be lost otherwise.
        await reader.NextResultAsync(ct);
        return facts;
    }

    /// <summary>
    /// The payment's data could not be told, so nobody is paying: the mark is again what it was, unless somebody asked meanwhile.
    /// </summary>
    public async Task TakeBackAsync(NodeCall call, string organization, string noticeNumber, DateTimeOffset? before, CancellationToken ct)
    {
        await using var batch = source.Questions.CreateBatch();
        batch.BatchCommands.Add(NoticeRows.AsTenant(organization));
        batch.BatchCommands.Add(PaymentInProgress.TakeBackOf(organization, noticeNumber, call.ReceivedAt + PaymentTime, before));
        await batch.ExecuteNonQueryAsync(ct);
    }
}
