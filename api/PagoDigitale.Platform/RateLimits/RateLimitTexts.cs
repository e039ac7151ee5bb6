using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.RateLimits;

internal static class RateLimitTexts
{
    public static readonly Wording TooMany = new("Too many requests", "Troppe richieste");

    public static readonly Wording WaitASecond = new(
        "More than {limit} requests in this minute. Wait 1 second (Retry-After).",
        "Più di {limit} richieste in questo minuto. Attendere 1 secondo (Retry-After)."
    );

    public static readonly Wording Wait = new(
        "More than {limit} requests in this minute. Wait {seconds} seconds (Retry-After).",
        "Più di {limit} richieste in questo minuto. Attendere {seconds} secondi (Retry-After)."
    );

    public static readonly Wording TooManyAtOnce = new("Too many requests at the same time", "Troppe richieste contemporanee");

    public static readonly Wording SendFewer = new(
        "{count} requests of this caller are open already. Send fewer at once, and read their answers.",
        "Richieste di questo chiamante già aperte: {count}. Inviarne meno contemporaneamente e leggerne le risposte."
    );

    public static readonly Wording OrganizationFull = new(
        "Requests of this kind that are already being worked on for organization {organization}: {count}, and none ended in time. "
            + "Nothing was done: send fewer at once, and this one again in a moment (Retry-After).",
        "Richieste di questo tipo già in elaborazione per l'ente {organization}: {count}, e nessuna è terminata in tempo. Non è stato "
            + "fatto nulla: inviarne meno contemporaneamente, e di nuovo questa tra un momento (Retry-After)."
    );

    public static readonly Wording ClientFull = new(
        "Requests of this kind that are already being worked on for the client '{client}': {count}, and none ended in time. Nothing "
            + "was done: send fewer at once, and this one again in a moment (Retry-After).",
        "Richieste di questo tipo già in elaborazione per il client '{client}': {count}, e nessuna è terminata in tempo. Non è stato "
            + "fatto nulla: inviarne meno contemporaneamente, e di nuovo questa tra un momento (Retry-After)."
    );

    public static readonly Wording Overloaded = new("Too much is going on at once", "Troppe attività contemporanee");

    public static readonly Wording NothingDone = new(
        "Nothing was done. Send the request again in a moment (Retry-After).",
        "Non è stato fatto nulla. Inviare di nuovo la richiesta tra un momento (Retry-After)."
    );
}
