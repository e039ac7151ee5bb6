using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>What is wrong with a rendicontazione that is kept all the same.</summary>
public static class FlussoTexts
{
    /// <summary>To follow the name of an element.</summary>
    public static readonly Wording NotOfSchema = new("is not of this schema", "non appartiene a questo schema");
    public static readonly Wording NotAmount = new("is not an amount like 1234.56", "non è un importo come 1234.56");
    public static readonly Wording NotDate = new("is not a date", "non è una data");
    public static readonly Wording NotInstant = new("is not a date and time", "non è una data con l'ora");
    public static readonly Wording NotNumber = new("is not a whole number", "non è un numero intero");

    public static readonly Wording NotObject = new("must be a JSON object", "deve essere un oggetto JSON");
    public static readonly Wording NotList = new("must be a JSON list", "deve essere una lista JSON");
    public static readonly Wording NotText = new("must be a text or a number", "deve essere un testo o un numero");
    public static readonly Wording NotUnicode = new(
        "has a character that cannot be kept (zero, or half a pair)",
        "contiene un carattere che non si può conservare (zero, o metà di una coppia)"
    );
    public static readonly Wording NamesNotUnicode = new("The document is not Unicode.", "Il documento non è Unicode.");
    public static readonly Wording PageTwice = new("has page {page} twice", "contiene due volte la pagina {page}");
    public static readonly Wording PagesMissing = new("has {pages} of {expected} pages", "contiene {pages} pagine su {expected}");

    public static readonly Wording NotJson = new(
        "The document is not acceptable JSON (line {line}, position {position}).",
        "Il documento non è JSON accettabile (riga {line}, posizione {position})."
    );

    public static readonly Wording OtherVersion = new("versioneOggetto is neither 1.0 nor 1.1.", "versioneOggetto non è né 1.0 né 1.1.");

    public static readonly Wording TotalOutOfRange = new(
        "importoTotalePagamenti is outside 0.00 to 999999999.99.",
        "importoTotalePagamenti non è compreso tra 0.00 e 999999999.99."
    );

    public static readonly Wording OtherOutcome = new(
        "codiceEsitoSingoloPagamento is none of 0, 3, 4, 8, 9.",
        "codiceEsitoSingoloPagamento non è uno tra 0, 3, 4, 8, 9."
    );

    public static readonly Wording TransferIndexOutOfRange = new(
        "indiceDatiSingoloPagamento is not between 1 and 5.",
        "indiceDatiSingoloPagamento non è compreso tra 1 e 5."
    );

    public static readonly Wording ZeroAmount = new("singoloImportoPagato is zero.", "singoloImportoPagato è zero.");

    public static readonly Wording NegativeAmount = new(
        "singoloImportoPagato is negative and the payment is not revoked.",
        "singoloImportoPagato è negativo e il pagamento non è revocato."
    );

    public static readonly Wording IdTooLong = new("{element} is longer than 35 characters.", "{element} ha più di 35 caratteri.");

    public static readonly Wording InvalidId = new(
        "{element} has characters other than letters, digits, - and _.",
        "{element} contiene caratteri diversi da lettere, cifre, - e _."
    );

    public static readonly Wording DuplicateRow = new(
        "Another row has the same IUV, IUR and transfer index.",
        "Un'altra riga ha gli stessi IUV, IUR e indice del versamento."
    );

    public static readonly Wording CountMismatch = new(
        "Payments declared by the header: {declared}; readable: {readable}.",
        "Pagamenti dichiarati nella testata: {declared}; leggibili: {readable}."
    );

    public static readonly Wording SumMismatch = new(
        "Cents declared by the header: {declared}; sum of the rows: {sum}.",
        "Centesimi dichiarati nella testata: {declared}; somma delle righe: {sum}."
    );

    public static readonly Wording TooMany = new(
        "Only the first {count} anomalies are listed.",
        "Sono elencate solo le prime {count} anomalie."
    );
}
