using System.Globalization;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What whoever reads or changes a position has to know now; what has passed is said no more.</summary>
internal static class PositionWarnings
{
    /// <summary>Of a position that is sent again and stays as it is.</summary>
    public static readonly Warning Cancelled = new()
    {
        Code = "position-cancelled",
        Message = "A position with this externalId exists and is cancelled: nobody can pay it.",
        Remedy = "Reopen it (reopenPosition) if the debt is owed after all, or send the new debt with an externalId of its own.",
    };

    /// <param name="outdatedPapers">Of the notices whose last paper is older than a change of what it shows.</param>
    public static IReadOnlyList<Warning> Of(
        Position position,
        DateTimeOffset now,
        IReadOnlyDictionary<string, OutdatedPaper>? outdatedPapers = null
    ) =>
        [
            .. position
                .Instalments.Where(i => i.State != InstalmentState.Replaced && !InstalmentLifeCycle.IsSettled(i.State))
                .OrderBy(i => i.InstalmentIndex)
                .SelectMany(i => Of(i, now, outdatedPapers)),
        ];

    private static IEnumerable<Warning> Of(
        Instalment instalment,
        DateTimeOffset now,
        IReadOnlyDictionary<string, OutdatedPaper>? outdatedPapers
    )
    {
        var paper = outdatedPapers?.GetValueOrDefault(instalment.NoticeNumber);
        if (paper is { HasOtherTerms: true })
            yield return new()
            {
                Code = "printed-with-other-terms",
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Notice {instalment.NoticeNumber} was last printed on {RomeTime.LegalDate(paper.PrintedAt):yyyy-MM-dd} "
                        + $"and shows the amount, the day or the text as it was then."
                ),
                Remedy =
                    "The paper can still be paid: payers are asked what is owed now. Print the notice again and give it to the debtor.",
            };
        if (paper is { HasOtherDebtor: true })
            yield return new()
            {
                Code = "printed-with-other-debtor",
                Message = string.Create(
                    CultureInfo.InvariantCulture,
                    $"Notice {instalment.NoticeNumber} was last printed on {RomeTime.LegalDate(paper.PrintedAt):yyyy-MM-dd} "
                        + $"and shows the debtor as it was then."
                ),
                Remedy =
                    "The paper can still be paid, and the receipt will show the corrected debtor. "
                    + "Print the notice again if the debtor needs the right one.",
            };
        if (instalment.IsInProgress(now))
            yield return new()
            {
                Code = "payment-in-progress",
                Message =
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"Somebody has begun to pay notice {instalment.NoticeNumber}; the payment can arrive until "
                            + $"{instalment.PaymentInProgressUntil:yyyy-MM-ddTHH:mm:ssZ}. "
                    ) + "What is changed now is told when the node asks next.",
                Remedy =
                    "Nothing has to wait. A payment of what was told before is taken all the same, and its receipt says so "
                    + "(`amount-mismatch`, `state-mismatch`).",
            };
        if (NoticeNumber.TryParse(instalment.NoticeNumber, out var number) && !number.HasValidCheckDigits)
            yield return new()
            {
                Code = "check-digits-wrong",
                Message = $"The check digits of notice {number} do not hold. It was made elsewhere and is registered as it came.",
                Remedy =
                    "Compare it with the paper the payer holds: if a digit was mistyped nobody can pay it. "
                    + "Cancel the position and create it again with the right number.",
            };
    }
}
