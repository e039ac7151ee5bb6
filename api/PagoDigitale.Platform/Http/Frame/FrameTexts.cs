using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http.Frame;

/// <summary>Who may do what, for which organization.</summary>
public static class FrameTexts
{
    public static readonly Wording NotForThat = new(
        "This client does not act for that organization",
        "Questo client non opera per quell'ente"
    );

    public static readonly Wording NotBound = new(
        "The client '{client}' is not bound to organization {organization}.",
        "Il client '{client}' non è abilitato per l'ente {organization}."
    );

    public static readonly Wording ForSingleOnes = new("This client acts for single organizations", "Questo client opera per singoli enti");

    public static readonly Wording OfPlatform = new(
        "The operation is the platform's, and the client '{client}' is bound to organizations: use a client that acts for every "
            + "organization.",
        "L'operazione è della piattaforma e il client '{client}' è abilitato per singoli enti: usare un client che opera per tutti "
            + "gli enti."
    );

    public static readonly Wording NoScope = new("The token lacks a scope", "Al token manca un ambito (scope)");

    public static readonly Wording OperationNeeds = new(
        "This operation needs the scope '{scope}'.",
        "Questa operazione richiede l'ambito (scope) '{scope}'."
    );

    public static readonly Wording EmbedNeeds = new(
        "embed={name} needs the scope '{scope}'.",
        "embed={name} richiede l'ambito (scope) '{scope}'."
    );

    public static readonly Wording Inactive = new("The organization is not active", "L'ente non è attivo");

    public static readonly Wording MakeActive = new(
        "Organization {organization} creates nothing and makes no debt payable while it is inactive. Make it active again with PATCH "
            + "(isActive: true), then repeat the call.",
        "L'ente {organization} non crea nulla e non rende pagabile alcun debito finché non è attivo. Riattivarlo con PATCH "
            + "(isActive: true), poi ripetere la chiamata."
    );

    public static readonly Wording NoOrganization = new("Organization not found", "Ente non trovato");

    public static readonly Wording NoSuchOrganization = new(
        "There is no organization {organization} on this platform.",
        "Su questa piattaforma non c'è l'ente {organization}."
    );
}
