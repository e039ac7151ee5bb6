using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Notices;

internal static class NoticesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "flow-has-no-notices",
            new("The flow has no notices to print.", "Il flusso di posizioni debitorie non ha avvisi da stampare."),
            new("Do what detail says.", "Seguire quanto indicato in detail.")
        ),
        ErrorCode.Problem(
            409,
            "notice-not-printable",
            new("The notice cannot be printed.", "L'avviso non può essere stampato."),
            new("Do what detail says.", "Seguire quanto indicato in detail.")
        ),
    ];
}
