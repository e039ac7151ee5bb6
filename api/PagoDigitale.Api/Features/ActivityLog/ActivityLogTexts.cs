using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.ActivityLog;

internal static class ActivityLogTexts
{
    public static readonly Wording GoesWithTheOther = new("goes with the other one", "va indicato insieme all'altro");

    public static readonly Wording SendBoth = new(
        "Send both: entriesVerified of an earlier verification as sequence, its lastHash as hash.",
        "Inviarli entrambi: entriesVerified di una verifica precedente come sequence, il suo lastHash come hash."
    );
}
