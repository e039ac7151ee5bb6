using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Services;

internal static class ServicesErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Field(
                "accertamento-inactive",
                new("The accertamento is there and takes no new revenue.", "L'accertamento esiste e non accetta nuove entrate."),
                new("Make it active again, or use another one.", "Riattivarlo, oppure usarne un altro.")
            )
            .Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "amount-out-of-range",
                new("The amount is not between its limits.", "L'importo non è entro i limiti."),
                new(
                    "Use 1 to 99999999999 cents. Of a rendicontazione it is told as it came.",
                    "Usare da 1 a 99999999999 centesimi. Di una rendicontazione è riportato così come è arrivato."
                )
            )
            .Also(CodePlaces.Anomaly),
        ErrorCode.Field(
            "chapter-mismatch",
            new("The chapter is not that of the accertamento.", "Il capitolo non è quello dell'accertamento."),
            new("Use the chapter of the accertamento.", "Usare il capitolo dell'accertamento.")
        ),
        ErrorCode
            .Field(
                "iban-inactive",
                new("The account is there and is not active.", "Il conto esiste e non è attivo."),
                new(
                    "Make it active again with changeIban, or use another account.",
                    "Riattivarlo con changeIban, oppure usare un altro conto."
                )
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Field(
            "iban-not-postal",
            new("The account is not one of Poste Italiane.", "Il conto non è di Poste Italiane."),
            new("Give a postal account (ABI 07601), or leave it out.", "Indicare un conto postale (ABI 07601), oppure ometterlo.")
        ),
        ErrorCode.Problem(
            409,
            "service-already-exists",
            new("The organization has a service with this code.", "L'ente ha già un servizio con questo codice."),
            new("Change it with changeService, or use another code.", "Modificarlo con changeService, oppure usare un altro codice.")
        ),
        ErrorCode
            .Problem(
                404,
                "service-not-found",
                new("The organization has no such service.", "L'ente non ha questo servizio."),
                new("Create the service first, or correct the code.", "Creare prima il servizio, oppure correggere il codice.")
            )
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field(
            "unit-not-found",
            new("The organization has no such unit.", "L'ente non ha questa struttura."),
            new(
                "Create the unit first, correct the code, or leave it out.",
                "Creare prima la struttura, correggere il codice, oppure ometterla."
            )
        ),
    ];
}
