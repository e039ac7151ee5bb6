using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Security;

internal static class TokenTexts
{
    public static readonly Wording Missing = new("An access token is required", "È necessario un token di accesso");

    public static readonly Wording GetOne = new(
        "Get a token from /v1/oauth/token and send it as 'Authorization: Bearer …'.",
        "Ottenere un token da /v1/oauth/token e inviarlo come 'Authorization: Bearer …'."
    );

    public static readonly Wording Invalid = new("The access token is not valid", "Il token di accesso non è valido");

    public static readonly Wording GetNewOne = new(
        "The token is expired, malformed or not ours, or its client is no longer active. Get a new one from /v1/oauth/token.",
        "Il token è scaduto, mal formato o di un'altra piattaforma, oppure il suo client non è più attivo. Ottenerne uno nuovo da "
            + "/v1/oauth/token."
    );
}
