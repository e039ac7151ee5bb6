using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>What is wrong with the value of a parameter, and how values are written.</summary>
internal static class BindingTexts
{
    public static readonly Wording NotAValue = new("is not a value it can have", "non è un valore ammesso");
    public static readonly Wording NotThatValue = new("'{value}' is not a value it can have", "'{value}' non è un valore ammesso");
    public static readonly Wording Number = new("must be a number", "deve essere un numero");
    public static readonly Wording MaxLength = new("may have at most {count} characters", "può avere al massimo {count} caratteri");
    public static readonly Wording MinLength = new("must have at least {count} characters", "deve avere almeno {count} caratteri");

    public static readonly Wording Length = new(
        "must have {minimum} to {maximum} characters",
        "deve avere da {minimum} a {maximum} caratteri"
    );

    public static readonly Wording OneOf = new("must be one of {values}", "deve essere uno tra {values}");

    public static readonly Wording NoFiscalCode = new(
        "is not a fiscal code, a VAT number or ANONIMO",
        "non è un codice fiscale, una partita IVA o ANONIMO"
    );

    public static readonly Wording SendIt = new("Send it.", "Inviarlo.");
    public static readonly Wording Write = new("Write {spelling}.", "Scrivere {spelling}.");

    public static readonly Wording SeeDescription = new(
        "See the parameter's description in openapi.yaml.",
        "Vedere la descrizione del parametro in openapi.yaml."
    );

    public static readonly Wording AsOneOf = new("one of {values}", "uno tra {values}");
    public static readonly Wording AsDay = new("a day like 2026-05-31", "una data nel formato AAAA-MM-GG");
    public static readonly Wording AsInstant = new(
        "an instant like 2026-03-02T10:15:30Z",
        "una data con l'ora, ad esempio 2026-03-02T10:15:30Z"
    );
    public static readonly Wording AsYesOrNo = new("true or false", "true oppure false");
    public static readonly Wording AsNumber = new("a whole number", "un numero intero");
    public static readonly Wording AsText = new("a text", "un testo");
    public static readonly Wording AsMap = new("a map of texts, {example}", "una mappa di testi, {example}");
    public static readonly Wording AsList = new("a list", "un elenco");
    public static readonly Wording AsObject = new("an object", "un oggetto");
}
