using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.OAuth;

internal static class OAuthTexts
{
    public static readonly Wording RequestInvalid = new("The token request is not valid", "La richiesta di token non è valida");
    public static readonly Wording Required = new("is required", "è obbligatorio");
    public static readonly Wording CameMoreThanOnce = new("came more than once", "è arrivato più di una volta");
    public static readonly Wording SendOnce = new("Send it once.", "Inviarlo una volta sola.");

    public static readonly Wording OneGrant = new("must be client_credentials", "deve essere client_credentials");

    public static readonly Wording SendGrantType = new("Send grant_type=client_credentials.", "Inviare grant_type=client_credentials.");

    public static readonly Wording ForeignScope = new(
        "'{scope}' is not a scope of this client",
        "'{scope}' non è un ambito (scope) di questo client"
    );

    public static readonly Wording AskForOwn = new(
        "Ask for scopes the client has, or leave scope out to get all of them.",
        "Chiedere ambiti che il client ha, oppure omettere scope per averli tutti."
    );

    public static readonly Wording ClientUnknown = new("The client is not known", "Il client non è riconosciuto");

    public static readonly Wording CheckCredentials = new(
        "Check client_id and client_secret: the client does not exist, is not active, or the secret is wrong or expired.",
        "Controllare client_id e client_secret: il client non esiste, non è attivo, oppure il client secret è errato o scaduto."
    );

    public static readonly Wording TooManyWrong = new("Too many wrong secrets", "Troppi client secret errati");

    public static readonly Wording WaitASecond = new(
        "From this address {count} secrets of this client were wrong within a minute. Wait 1 second (Retry-After), then send the "
            + "right one.",
        "Da questo indirizzo sono arrivati in un minuto {count} client secret errati di questo client. Attendere 1 secondo (Retry-After), "
            + "poi inviare quello corretto."
    );

    public static readonly Wording Wait = new(
        "From this address {count} secrets of this client were wrong within a minute. Wait {seconds} seconds (Retry-After), then send "
            + "the right one.",
        "Da questo indirizzo sono arrivati in un minuto {count} client secret errati di questo client. Attendere {seconds} secondi "
            + "(Retry-After), poi inviare quello corretto."
    );
}
