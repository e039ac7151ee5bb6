using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Why a message cannot be read. What is wrong with an element follows its name (<see cref="Element"/>), and never repeats its value,
/// which may be personal.
/// </summary>
public static class WireTexts
{
    public static readonly Wording Element = new("Element {element} {problem}.", "L'elemento {element} {problem}.");

    public static readonly Wording Missing = new("is missing", "manca");
    public static readonly Wording Qualified = new("must not be namespace-qualified", "non deve avere un namespace");
    public static readonly Wording NotInNamespace = new("is required in namespace {namespace}", "è richiesto nel namespace {namespace}");

    public static readonly Wording ElementInstead = new("{problem}, found {found} instead", "{problem}, al suo posto è presente {found}");

    public static readonly Wording TextInstead = new("{problem}, found text instead", "{problem}, al suo posto è presente del testo");
    public static readonly Wording Unexpected = new("is not expected here", "non è previsto in questo punto");

    public static readonly Wording AfterTheEnd = new(
        "is not expected after the end of the message",
        "non è previsto dopo la fine del messaggio"
    );

    public static readonly Wording Empty = new("is empty", "è vuoto");
    public static readonly Wording NotTextOnly = new("must hold text only", "deve contenere solo testo");
    public static readonly Wording TooLong = new("is longer than {length} characters", "ha più di {length} caratteri");
    public static readonly Wording TooShort = new("is shorter than {length} characters", "ha meno di {length} caratteri");
    public static readonly Wording OtherLength = new("must be exactly {length} characters", "deve avere esattamente {length} caratteri");
    public static readonly Wording NotDigits = new("must be exactly {length} digits", "deve avere esattamente {length} cifre");

    public static readonly Wording NotAmount = new(
        "must be an amount like 1234.56, at most 999999999.99",
        "deve essere un importo come 1234.56, al massimo 999999999.99"
    );

    public static readonly Wording NotAmountFrom = new(
        "must be an amount like 1234.56, from {from} to 999999999.99",
        "deve essere un importo come 1234.56, da {from} a 999999999.99"
    );

    public static readonly Wording TooLow = new("must be at least 0.01", "deve essere almeno 0.01");
    public static readonly Wording NotDate = new("must be a date", "deve essere una data");
    public static readonly Wording NotInstant = new("must be a date and time", "deve essere una data con l'ora");
    public static readonly Wording NotBoolean = new("must be true or false", "deve essere true o false");
    public static readonly Wording NoneOf = new("must be one of {values}", "deve essere uno tra {values}");
    public static readonly Wording OutOfRange = new("must be between {min} and {max}", "deve essere compreso tra {min} e {max}");
    public static readonly Wording NotBase64 = new("must be base64", "deve essere in base64");

    public static readonly Wording OtherHashLength = new(
        "must be 4 to 72 characters of base64",
        "deve avere da 4 a 72 caratteri in base64"
    );

    public static readonly Wording NotProvince = new("must be two capital letters", "deve essere di due lettere maiuscole");
    public static readonly Wording OtherForm = new("has a form the schema does not allow", "ha una forma che lo schema non ammette");
    public static readonly Wording TooOften = new("occurs more than {times} times", "compare più di {times} volte");
    public static readonly Wording MoreThanOnce = new("occurs more than once", "compare più di una volta");

    public static readonly Wording Ambiguous = new(
        "is there more than once, with different values",
        "è presente più di una volta, con valori diversi"
    );

    public static readonly Wording NoMessage = new("holds no message", "non contiene alcun messaggio");
    public static readonly Wording NotOneMessage = new("must hold one message", "deve contenere un solo messaggio");
    public static readonly Wording NoRequest = new("holds no known request", "non contiene una richiesta conosciuta");
    public static readonly Wording NoResponse = new("holds no known response", "non contiene una risposta conosciuta");
    public static readonly Wording NoReceipt = new("holds no receipt", "non contiene una ricevuta");

    public static readonly Wording NotAReceipt = new(
        "is no receipt: paSendRTV2Request, paSendRTReq or receipt is",
        "non è una ricevuta: lo sono paSendRTV2Request, paSendRTReq e receipt"
    );

    public static readonly Wording TooDeep = new(
        "Elements are nested more than {depth} deep.",
        "Gli elementi sono annidati per più di {depth} livelli."
    );

    public static readonly Wording TooManyNodes = new(
        "The document has more than {count} elements and texts.",
        "Il documento ha più di {count} elementi e testi."
    );

    public static readonly Wording Dtd = new(
        "The document declares a DTD, which is refused.",
        "Il documento dichiara una DTD, che non è ammessa."
    );

    public static readonly Wording NotXml = new(
        "The document is not acceptable XML (line {line}, position {position}).",
        "Il documento non è XML accettabile (riga {line}, posizione {position})."
    );

    public static readonly Wording SoapFault = new("SOAP fault {code}: {text}", "Errore SOAP {code}: {text}");
}
