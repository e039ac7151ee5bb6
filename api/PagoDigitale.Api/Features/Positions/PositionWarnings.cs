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
        Message = PositionWarningTexts.IsCancelled,
        Remedy = PositionWarningTexts.ReopenOrRename,
    };

    /// <summary>Of a position that is sent again with other instalments: what was given out and is no part of it any more.</summary>
    public static IEnumerable<Warning> Replaced(IEnumerable<Instalment> gone) =>
        gone.Select(i => new Warning
        {
            Code = "notice-replaced",
            Message = PositionWarningTexts.IsReplaced.With(i.NoticeNumber, i.OptionIndex, i.InstalmentIndex),
            Remedy = PositionWarningTexts.GiveNoticesAgain,
        });

    /// <summary>
    /// Of a change of what pagoPA may push as a request to pay: it never calls back what it has pushed, and pushes at once what it may
    /// (SANP 3.12, SEPA RTP).
    /// </summary>
    public static IEnumerable<Warning> OfRequest(bool? before, bool? after) =>
        (before, after) switch
        {
            (true, false) =>
            [
                new()
                {
                    Code = "request-to-pay-not-recalled",
                    Message = PositionWarningTexts.IsKeptBack,
                    Remedy = PositionWarningTexts.TellIfAsked,
                },
            ],
            (false, true) =>
            [
                new()
                {
                    Code = "request-to-pay-released",
                    Message = PositionWarningTexts.IsReleased,
                    Remedy = PositionWarningTexts.OnlyWhatMayGo,
                },
            ],
            _ => [],
        };

    /// <param name="outdatedPapers">Of the notices whose last paper is older than a change of what it shows.</param>
    public static IReadOnlyList<Warning> Of(
        Position position,
        DateTimeOffset now,
        IReadOnlyDictionary<string, OutdatedPaper>? outdatedPapers = null
    ) =>
        [
            .. position
                .InOrder.Where(i =>
                    i.State is not (InstalmentState.Replaced or InstalmentState.Void) && !InstalmentLifeCycle.IsSettled(i.State)
                )
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
                Message = PositionWarningTexts.HasOtherTerms.With(instalment.NoticeNumber, RomeTime.LegalDate(paper.PrintedAt)),
                Remedy = PositionWarningTexts.PrintForPayer,
            };
        if (paper is { HasOtherDebtor: true })
            yield return new()
            {
                Code = "printed-with-other-debtor",
                Message = PositionWarningTexts.HasOtherDebtor.With(instalment.NoticeNumber, RomeTime.LegalDate(paper.PrintedAt)),
                Remedy = PositionWarningTexts.PrintIfNeeded,
            };
        if (instalment.IsInProgress(now))
            yield return new()
            {
                Code = "payment-in-progress",
                Message = PositionWarningTexts.IsBeingPaid.With(instalment.NoticeNumber, instalment.PaymentInProgressUntil),
                Remedy = PositionWarningTexts.NeedNotWait,
            };
        if (NoticeNumber.TryParse(instalment.NoticeNumber, out var number) && !number.HasValidCheckDigits)
            yield return new()
            {
                Code = "check-digits-wrong",
                Message = PositionWarningTexts.CheckDigitsAreWrong.With(number),
                Remedy = PositionWarningTexts.CompareWithPaper,
            };
    }
}
