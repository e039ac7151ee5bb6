using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

internal static class ReconciliationJobsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "external-id-invalid",
            new("The external identifier does not have 1 to 128 characters.", "L'identificativo esterno non ha da 1 a 128 caratteri."),
            new(
                "Use an identifier of at most 128 characters, or leave it out.",
                "Usare un identificativo di non più di 128 caratteri, oppure ometterlo."
            )
        ),
        ErrorCode.Field(
            "external-id-reserved",
            new(
                "The external identifier is the name of a run that goes by itself.",
                "L'identificativo esterno è il nome di un'esecuzione automatica."
            ),
            new("Use another identifier, or leave it out.", "Usare un altro identificativo, oppure ometterlo.")
        ),
        ErrorCode.Failure(
            "reconciliation-failed",
            new("The reconciliation stopped at every attempt.", "La riconciliazione si è interrotta a ogni tentativo."),
            new(
                "Start it again; if it stops again, quote the identifier of the job when asking for help.",
                "Avviarla di nuovo; se si interrompe ancora, citare l'identificativo del lavoro nella richiesta di assistenza."
            )
        ),
        ErrorCode.Problem(
            404,
            "reconciliation-job-not-found",
            new("The organization has no such reconciliation job.", "L'ente non ha questa riconciliazione."),
            new(
                "Use the identifier that createReconciliationJob answered.",
                "Usare l'identificativo restituito da createReconciliationJob."
            )
        ),
    ];
}
