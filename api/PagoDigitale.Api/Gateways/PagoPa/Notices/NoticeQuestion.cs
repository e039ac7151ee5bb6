using System.Runtime.ExceptionServices;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Api.Gateways.PagoPa.Notices;

/// <summary>What is asked, of whom, and how it is answered once the facts are known.</summary>
/// <param name="Message">Its envelope, packed already: who answers answers for many.</param>
/// <param name="AnswerOf">Of no facts when the organization is not ours. What it throws concerns this question alone.</param>
public sealed record NoticeQuestion(
    NodeCall Call,
    InboundMessage Message,
    string Organization,
    string NoticeNumber,
    Func<NoticeFacts?, NodeAnswer> AnswerOf
)
{
    /// <summary>Until when the payment is in progress if its data are told; null where nothing is told to pay by.</summary>
    public DateTimeOffset? InProgressUntil { get; init; }
}

/// <summary>What became of a question.</summary>
/// <param name="Answer">None where there is a failure, or where somebody holds the position: nothing was written then.</param>
public readonly record struct QuestionOutcome(NodeAnswer? Answer, Exception? Failure = null)
{
    public bool IsHeld => Answer is null && Failure is null;

    public NodeAnswer AnswerOrThrow()
    {
        if (Failure is not null)
            ExceptionDispatchInfo.Throw(Failure);
        return Answer ?? throw new InvalidOperationException("A position that was waited for is held by somebody else.");
    }
}
