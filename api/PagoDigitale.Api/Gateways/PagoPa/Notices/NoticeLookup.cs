using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>
/// Has a question answered together with what others ask at that moment. A notice whose data are asked for while somebody holds it
/// is waited for by itself, behind the turnstile: one organization never has all the connections.
/// </summary>
public sealed class NoticeLookup(QuestionsTogether together, QuestionRound round, Turnstiles turnstiles)
{
    public const string VerifyKind = "node-verify";
    public const string PaymentKind = "node-payment";

    /// <summary>As long as a payer may take; the node itself inhibits a second payment meanwhile.</summary>
    public static readonly TimeSpan PaymentTime = TimeSpan.FromMinutes(30);

    /// <summary>For a lock: longer than the node waits.</summary>
    private const int WaitingSeconds = 30;

    public async Task<NodeAnswer> AnswerAsync(NoticeQuestion question, CancellationToken ct) =>
        await together.AnswerAsync(question, ct) ?? await AnswerAloneAsync(question, ct);

    private async Task<NodeAnswer> AnswerAloneAsync(NoticeQuestion question, CancellationToken ct)
    {
        var entered = await turnstiles.Questions.EnterAsync(question.Organization, null, ct);
        if (entered.Error is { } refusal)
            throw new RefusedException(refusal);
        using var place = entered.Value!;
        var outcome = (await round.AnswerAsync([question], waits: true, WaitingSeconds, ct))[0];
        return outcome.AnswerOrThrow();
    }
}
