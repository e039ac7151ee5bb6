using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>
/// What System.Text.Json says of a text that is no JSON, word for word in English: by that a sentence of its is recognized
/// (<see cref="JsonSyntax"/>).
/// </summary>
internal static class JsonSyntaxTexts
{
    public static readonly Wording StartOfValue = new(
        "'{sign}' is an invalid start of a value.",
        "'{sign}' non può essere l'inizio di un valore."
    );

    public static readonly Wording StartOfName = new(
        "'{sign}' is an invalid start of a property name. Expected a '{quote}'.",
        "'{sign}' non può essere l'inizio del nome di un membro. Serve '{quote}'."
    );

    public static readonly Wording AfterName = new(
        "'{sign}' is invalid after a property name. Expected a ':'.",
        "'{sign}' non può seguire il nome di un membro. Serve ':'."
    );

    public static readonly Wording AfterValue = new(
        "'{sign}' is invalid after a value. Expected either ',', '{brace}', or ']'.",
        "'{sign}' non può seguire un valore. Serve ',' oppure '{brace}' oppure ']'."
    );

    public static readonly Wording AfterAll = new(
        "'{sign}' is invalid after a single JSON value. Expected end of data.",
        "'{sign}' non può seguire il valore JSON, che è già completo."
    );

    public static readonly Wording WithoutOpening = new(
        "'{sign}' is invalid without a matching open.",
        "'{sign}' chiude qualcosa che non è stato aperto."
    );

    public static readonly Wording InsideString = new(
        "'{sign}' is invalid within a JSON string. The string should be correctly escaped.",
        "'{sign}' non può stare così in un testo JSON: va scritto con la barra rovesciata."
    );

    public static readonly Wording AfterBackslash = new(
        "'{sign}' is an invalid escapable character within a JSON string. The string should be correctly escaped.",
        "'{sign}' non può seguire la barra rovesciata in un testo JSON."
    );

    public static readonly Wording NoHexDigit = new(
        "'{sign}' is not a hex digit following '\\u' within a JSON string. The string should be correctly escaped.",
        "'{sign}' non è una cifra esadecimale e non può seguire '\\u' in un testo JSON."
    );

    public static readonly Wording AfterSign = new(
        "'{sign}' is invalid within a number, immediately after a sign character ('+' or '-'). Expected a digit ('0'-'9').",
        "'{sign}' non può seguire il segno di un numero ('+' o '-'). Serve una cifra ('0'-'9')."
    );

    public static readonly Wording AfterPoint = new(
        "'{sign}' is invalid within a number, immediately after a decimal point ('.'). Expected a digit ('0'-'9').",
        "'{sign}' non può seguire il punto decimale di un numero ('.'). Serve una cifra ('0'-'9')."
    );

    public static readonly Wording EndOfNumber = new(
        "'{sign}' is an invalid end of a number. Expected a delimiter.",
        "'{sign}' non può seguire un numero."
    );

    public static readonly Wording EndOfFraction = new(
        "'{sign}' is an invalid end of a number. Expected 'E' or 'e'.",
        "'{sign}' non può seguire i decimali di un numero."
    );

    public static readonly Wording DigitAtEnd = new(
        "Expected a digit ('0'-'9'), but instead reached end of data.",
        "Il corpo finisce dove serve una cifra."
    );

    public static readonly Wording LeadingZero = new(
        "Invalid leading zero before '{sign}'.",
        "Lo zero iniziale prima di '{sign}' non è ammesso."
    );

    public static readonly Wording Literal = new(
        "'{sign}' is an invalid JSON literal. Expected the literal '{literal}'.",
        "'{sign}' non è una parola di JSON. Serve '{literal}'."
    );

    public static readonly Wording NothingThere = new(
        "The input does not contain any JSON tokens. Expected the input to start with a valid JSON token, when isFinalBlock is true.",
        "Il corpo non contiene JSON."
    );

    public static readonly Wording NotClosed = new(
        "Expected depth to be zero at the end of the JSON payload. There is an open JSON object or array that should be closed.",
        "Il corpo finisce prima che un oggetto o un elenco JSON sia chiuso."
    );

    public static readonly Wording StringNotClosed = new(
        "Expected end of string, but instead reached end of data.",
        "Il corpo finisce prima che un testo sia chiuso."
    );

    public static readonly Wording NoValue = new(
        "Expected a value, but instead reached end of data.",
        "Il corpo finisce dove serve un valore."
    );

    public static readonly Wording NoNameOrValue = new(
        "Expected start of a property name or value, but instead reached end of data.",
        "Il corpo finisce dove serve un membro o un valore."
    );

    public static readonly Wording CommaInList = new(
        "The JSON array contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
        "L'elenco JSON ha una virgola dopo l'ultimo valore."
    );

    public static readonly Wording CommaInObject = new(
        "The JSON object contains a trailing comma at the end which is not supported in this mode. Change the reader options.",
        "L'oggetto JSON ha una virgola dopo l'ultimo membro."
    );

    public static readonly Wording TooDeepForList = new(
        "The maximum configured depth of {count} has been exceeded. Cannot read next JSON array.",
        "Il corpo ha più di {count} livelli di oggetti ed elenchi."
    );

    public static readonly Wording TooDeepForObject = new(
        "The maximum configured depth of {count} has been exceeded. Cannot read next JSON object.",
        "Il corpo ha più di {count} livelli di oggetti ed elenchi."
    );

    public static readonly Wording NotUtf8 = new(
        "Cannot transcode invalid UTF-8 JSON text to UTF-16 string.",
        "Un testo del corpo non è in UTF-8."
    );

    public static readonly Wording Twice = new("Duplicate property '{name}'", "Membro '{name}' ripetuto");
}
