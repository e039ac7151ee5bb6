using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Jobs;

internal static class JobsTexts
{
    public static readonly Wording NotFound = new("Job not found", "Lavoro non trovato");

    public static readonly Wording NoSuchJob = new(
        "There is no job '{job}', or it is done and forgotten.",
        "Non esiste un lavoro '{job}', oppure è concluso e non viene più conservato."
    );

    public static readonly Wording NotParked = new("The job was not given up", "Il lavoro non è sospeso");

    public static readonly Wording OnlyParked = new(
        "Job {job} is {state}: only a parked job can be retried.",
        "Il lavoro {job} è nello stato {state}: si può ritentare solo un lavoro sospeso (parked)."
    );
}
