using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.ActivityLog;

internal static class ActivityLogTexts
{
    public static readonly Wording GoesWithTheOther = new("goes with the other one", "va indicato insieme all'altro");

    public static readonly Wording SendBoth = new(
        "Send both: entriesVerified of an earlier verification as sequence, its lastHash as hash.",
        "Inviarli entrambi: entriesVerified di una verifica precedente come sequence, il suo lastHash come hash."
    );

    public static readonly Wording IsForgotten = new("is of an entry that is not kept any more", "è di una voce che non è più conservata");

    public static readonly Wording SendAnchor = new(
        "Entries up to {sequence} were forgotten: send number and hash of a later one, or of the anchor.",
        "Le voci fino alla {sequence} non sono più conservate: inviare numero e hash di una successiva, o dell'ancora."
    );
}
