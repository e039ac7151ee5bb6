using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>What speaks for a movement paying out a rendicontazione when id and amount do not both say so.</summary>
public sealed record ProposalEvidence
{
    /// <summary>The text names the whole id, among others or with another amount.</summary>
    public bool IsNamed { get; init; }

    /// <summary>How many characters of the id the text has left, from its beginning.</summary>
    public int PrefixLength { get; init; }

    /// <summary>How many characters in a row, where the beginning is what the text lost.</summary>
    public int PieceLength { get; init; }

    public int IdLength { get; init; }

    public bool IsAmountEqual { get; init; }

    /// <summary>Between the day of the movement and the day of the rendicontazione.</summary>
    public int DaysApart { get; init; }
}

/// <summary>
/// How likely a proposal is, from 1 to 99: half for the amount, up to forty for the id, ten for the days. Never a hundred:
/// what is certain is not proposed.
/// </summary>
public static class ProposalScore
{
    private const int Amount = 50;
    private const int WholeId = 40;
    private const int CutId = 35;
    private const int NearDays = 4;
    private const int FarDays = 10;

    public static int Of(ProposalEvidence evidence) =>
        Math.Clamp(
            (evidence.IsAmountEqual ? Amount : 0)
                + (
                    evidence.IsNamed ? WholeId
                    : evidence.IdLength == 0 ? 0
                    : CutId * Math.Min(Math.Max(evidence.PrefixLength, evidence.PieceLength), evidence.IdLength) / evidence.IdLength
                )
                + (
                    Math.Abs(evidence.DaysApart) <= NearDays ? 10
                    : Math.Abs(evidence.DaysApart) <= FarDays ? 5
                    : 0
                ),
            1,
            99
        );

    /// <summary>The reasons in words, the strongest first.</summary>
    public static IReadOnlyList<Message> Words(ProposalEvidence evidence)
    {
        var words = new List<Message>(3);
        if (evidence.IsNamed)
            words.Add(ProposalTexts.NamesFlow);
        if (evidence.IsAmountEqual)
            words.Add(ProposalTexts.SameAmount);
        if (!evidence.IsNamed && evidence.PrefixLength > 0)
            words.Add(ProposalTexts.Beginning.With(evidence.PrefixLength, evidence.IdLength));
        else if (!evidence.IsNamed && evidence.PieceLength > 0)
            words.Add(ProposalTexts.Piece.With(evidence.PieceLength, evidence.IdLength));
        if (Math.Abs(evidence.DaysApart) <= FarDays)
            words.Add(Days(Math.Abs(evidence.DaysApart)));
        return words;
    }

    private static Message Days(int apart) =>
        apart switch
        {
            0 => ProposalTexts.SameDay,
            1 => ProposalTexts.OneDayApart,
            _ => ProposalTexts.DaysApart.With(apart),
        };
}
