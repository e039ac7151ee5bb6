namespace PagoDigitale.Api.Features.Reversali;

/// <summary>How much is issued in one transaction.</summary>
/// <param name="TakesOne">Also one transfer that is larger by itself.</param>
public sealed record ReversaliPortion(int Transfers, int Payments, bool TakesOne)
{
    /// <summary>How many of them, from the first on.</summary>
    public int CountOf(IReadOnlyList<ReversaleDraft> drafts)
    {
        long payments = 0;
        var count = 0;
        foreach (var draft in drafts.Take(Transfers))
        {
            payments += draft.Transfer.PaymentsCount;
            if (payments > Payments && !(TakesOne && count == 0))
                break;
            count++;
        }
        return count;
    }
}

/// <summary>
/// What a reversale costs is what its payments cost, each of which settles a debt and is told of: ten thousand of them take a second or
/// two. A caller waits for no more than that, and everybody else who changes the same facts neither.
/// </summary>
public sealed class ReversaliPortions(IConfiguration configuration)
{
    /// <summary>As many as an answer holds.</summary>
    public const int AnswerMax = 1_000;

    /// <summary>One flow may have hundreds of thousands of payments, and each statement is one for all of them.</summary>
    public const int StatementSeconds = 600;

    private readonly int _payments = configuration.GetValue("PagoDigitale:Reversali:PaymentsAtOnceMax", 10_000);

    public ReversaliPortion OfCall => new(AnswerMax, _payments, TakesOne: false);

    /// <summary>Each portion reads the statement again.</summary>
    public ReversaliPortion OfJob => new(10 * AnswerMax, 5 * _payments, TakesOne: true);
}
