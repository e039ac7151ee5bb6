using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

internal static class StatusErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            503,
            "schema-outdated",
            new(
                "The database lacks migrations of this version: the replica cannot serve.",
                "Alla base dati mancano migrazioni di questa versione: la replica non può rispondere."
            ),
            new("The operator has to apply the migrations.", "Il gestore deve applicare le migrazioni.")
        ),
    ];
}
