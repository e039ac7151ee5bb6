using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The states of a position.</summary>
internal static class PositionStateTexts
{
    public static readonly Wording Draft = new("draft", "in bozza");
    public static readonly Wording Published = new("published", "pubblicata");
    public static readonly Wording Payable = new("payable", "pagabile");
    public static readonly Wording PartiallyPaid = new("partially-paid", "pagata in parte");
    public static readonly Wording Paid = new("paid", "pagata");
    public static readonly Wording Reported = new("reported", "rendicontata");
    public static readonly Wording Reconciled = new("reconciled", "riconciliata");
    public static readonly Wording Expired = new("expired", "scaduta");
    public static readonly Wording Cancelled = new("cancelled", "annullata");

    public static Wording Of(PositionState state) =>
        state switch
        {
            PositionState.Draft => Draft,
            PositionState.Published => Published,
            PositionState.Payable => Payable,
            PositionState.PartiallyPaid => PartiallyPaid,
            PositionState.Paid => Paid,
            PositionState.Reported => Reported,
            PositionState.Reconciled => Reconciled,
            PositionState.Expired => Expired,
            PositionState.Cancelled => Cancelled,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
