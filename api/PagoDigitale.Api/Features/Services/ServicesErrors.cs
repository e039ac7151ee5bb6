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
        ErrorCode.Field(
            "payment-plan-repeated",
            new("Two payment plans have one code.", "Due piani di pagamento hanno lo stesso codice."),
            new("Give each plan a code of its own.", "Dare a ogni piano un codice suo.")
        ),
        ErrorCode.Field(
            "payment-plans-count",
            new("The service has too many payment plans.", "Il servizio ha troppi piani di pagamento."),
            new("Keep ten at most.", "Tenerne al massimo dieci.")
        ),
        ErrorCode.Field(
            "plan-instalments-count",
            new(
                "A payment plan has not as many instalments as its kind.",
                "Un piano di pagamento non ha tante rate quante ne vuole il suo tipo."
            ),
            new("Use 1 for 'single' and 'reduced', 2 to 72 for the others.", "Usare 1 per 'single' e 'reduced', da 2 a 72 per gli altri.")
        ),
        ErrorCode.Field(
            "plan-schedule-mismatch",
            new(
                "It is not said, or said twice, when the instalments of a payment plan are due.",
                "Non è detto, o è detto due volte, quando scadono le rate di un piano di pagamento."
            ),
            new(
                "Give a date for each instalment, or the days to the first and the interval between two.",
                "Indicare una data per ogni rata, oppure i giorni fino alla prima e l'intervallo fra due."
            )
        ),
        ErrorCode.Field(
            "plan-share-mismatch",
            new(
                "A share is given that the kind of payment plan does not have, or is missing.",
                "È indicata una quota che il tipo di piano di pagamento non ha, oppure manca."
            ),
            new(
                "Give downPaymentPercent with 'down-payment', reductionPercent with 'reduced'.",
                "Indicare downPaymentPercent con 'down-payment', reductionPercent con 'reduced'."
            )
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
