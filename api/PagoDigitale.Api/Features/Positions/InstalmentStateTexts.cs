using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The states of an instalment, as they are said of its notice.</summary>
internal static class InstalmentStateTexts
{
    public static readonly Wording Draft = new("draft", "in bozza");
    public static readonly Wording Unpaid = new("unpaid", "da pagare");
    public static readonly Wording Paid = new("paid", "pagato");
    public static readonly Wording Reported = new("reported", "rendicontato");
    public static readonly Wording Reconciled = new("reconciled", "riconciliato");
    public static readonly Wording Expired = new("expired", "scaduto");
    public static readonly Wording Cancelled = new("cancelled", "annullato");
    public static readonly Wording Replaced = new("replaced", "sostituito");
    public static readonly Wording Void = new(
        "void, because another payment option was paid",
        "non più pagabile, perché è stata pagata un’altra opzione"
    );

    public static Wording Of(InstalmentState state) =>
        state switch
        {
            InstalmentState.Draft => Draft,
            InstalmentState.Unpaid => Unpaid,
            InstalmentState.Paid => Paid,
            InstalmentState.Reported => Reported,
            InstalmentState.Reconciled => Reconciled,
            InstalmentState.Expired => Expired,
            InstalmentState.Cancelled => Cancelled,
            InstalmentState.Replaced => Replaced,
            InstalmentState.Void => Void,
            _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
        };
}
