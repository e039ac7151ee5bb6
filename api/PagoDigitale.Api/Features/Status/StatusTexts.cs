using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Status;

/// <summary>For whoever runs the platform.</summary>
internal static class StatusTexts
{
    public static readonly Wording SchemaOutdated = new("The database has an older schema", "La base dati ha uno schema precedente");

    public static readonly Wording MigrationMissing = new(
        "1 migration of this version is not applied.",
        "1 migrazione di questa versione non è applicata."
    );

    public static readonly Wording MigrationsMissing = new(
        "{count} migrations of this version are not applied.",
        "{count} migrazioni di questa versione non sono applicate."
    );

    public static readonly Wording KeysUnreadable = new("The signing keys cannot be opened", "Le chiavi di firma non si possono aprire");

    public static readonly Wording GiveMasterKey = new(
        "A signing key cannot be opened with this PagoDigitale:MasterKey. Give this replica the key of the others; a lost key cannot "
            + "be replaced.",
        "Una chiave di firma non si apre con questa PagoDigitale:MasterKey. Fornire a questa replica la chiave delle altre; una chiave "
            + "perduta non si può sostituire."
    );

    public static readonly Wording DatabaseUnavailable = new("The database does not answer", "La base dati non risponde");

    public static readonly Wording CannotServe = new("This replica cannot serve now.", "Questa replica al momento non può rispondere.");

    public static readonly Wording NoWorker = new(
        "No worker has been seen for {count} seconds: start a process with --role worker or all.",
        "Da {count} secondi non si vede alcun worker: avviare un processo con --role worker o all."
    );

    public static readonly Wording NoRunner = new(
        "No worker runs the jobs of {lanes}: give one of them runners (PagoDigitale:Jobs:Lanes:{lane}:Runners).",
        "Nessun worker esegue i lavori di {lanes}: assegnare esecutori a uno di essi (PagoDigitale:Jobs:Lanes:{lane}:Runners)."
    );

    public static readonly Wording DueForAMinute = new(
        "The oldest job has been due for 1 minute.",
        "Il lavoro più vecchio attende di essere eseguito da 1 minuto."
    );

    public static readonly Wording DueForMinutes = new(
        "The oldest job has been due for {count} minutes.",
        "Il lavoro più vecchio attende di essere eseguito da {count} minuti."
    );

    public static readonly Wording KeptWaiting = new(
        "An organization that has no job at work in a lane has been waiting for {count} seconds: start more workers.",
        "Un ente che in una corsia non ha lavori in corso attende da {count} secondi: avviare altri worker."
    );

    public static readonly Wording StandbyBehind = new(
        "The standby is {count} seconds behind: reads go to the primary.",
        "La base dati di sola lettura è indietro di {count} secondi: le letture vanno alla primaria."
    );

    public static readonly Wording StandbyAway = new(
        "The standby does not answer: reads go to the primary.",
        "La base dati di sola lettura non risponde: le letture vanno alla primaria."
    );

    public static readonly Wording NoStandby = new(
        "ConnectionStrings:PagoDigitaleReads names a server that is no standby: reads go to the primary.",
        "ConnectionStrings:PagoDigitaleReads indica un server che non è di sola lettura: le letture vanno alla primaria."
    );

    public static readonly Wording StandbyUnbound = new(
        "Connections to the standby do not work as pagodigitale_app, a pooler drops their options: reads go to the primary.",
        "Le connessioni alla base dati di sola lettura non lavorano come pagodigitale_app, un pooler ne scarta le opzioni: le letture "
            + "vanno alla primaria."
    );

    public static readonly Wording StandbyStrange = new(
        "The standby shows no heartbeat of this database, so it is not its copy or follows another primary: reads go to the primary.",
        "La base dati di sola lettura non mostra alcun battito di questa base dati, quindi non ne è la copia o segue un'altra primaria: "
            + "le letture vanno alla primaria."
    );

    public static readonly Wording Parked = new(
        "Jobs that failed {attempts} times and are parked: {count}. See listJobs (state=parked).",
        "Lavori falliti {attempts} volte e sospesi: {count}. Vedere listJobs (state=parked)."
    );
}
