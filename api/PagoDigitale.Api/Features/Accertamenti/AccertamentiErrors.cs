using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Accertamenti;

internal static class AccertamentiErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Problem(
                409,
                "accertamento-in-use",
                new(
                    "The accertamento is named by allocations or reversali, which would show another chapter or article.",
                    "L'accertamento è richiamato da imputazioni o reversali, che mostrerebbero un altro capitolo o " + "articolo."
                ),
                new(
                    "Send the chapter and article it has, or load the revenue under another number.",
                    "Inviare il capitolo e l'articolo che ha già, oppure caricare l'entrata con un altro numero."
                )
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Problem(
                404,
                "accertamento-not-found",
                new("The organization has no such accertamento.", "L'ente non ha questo accertamento."),
                new("Create it, or correct year and number.", "Crearlo, oppure correggere anno e numero.")
            )
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field(
            "accertamento-number-invalid",
            new("The number does not begin with a letter or a digit.", "Il numero non inizia con una lettera o una cifra."),
            new("Write it as the accounting system does: 117, 117/2.", "Scriverlo come nel sistema contabile: 117, 117/2.")
        ),
        ErrorCode
            .Field(
                "accertamento-year-invalid",
                new("The year is not a budget year between 2000 and 2100.", "L'esercizio non è compreso tra il 2000 e il 2100."),
                new("Write the budget year with four digits.", "Scrivere l'esercizio con quattro cifre.")
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "batch-size",
            new("The batch does not hold from 1 to 1000 items.", "L'invio non contiene da 1 a 1000 elementi."),
            new("Send 1 to 1000 items at a time.", "Inviare da 1 a 1000 elementi per volta.")
        ),
        ErrorCode.Row(
            "duplicate-in-batch",
            new(
                "Another item of the batch has the same year and number.",
                "Un altro elemento dell'invio ha lo stesso anno e lo stesso numero."
            ),
            new("Send each year and number once.", "Inviare ogni anno e numero una sola volta.")
        ),
    ];
}
