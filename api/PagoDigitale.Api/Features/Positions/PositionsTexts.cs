using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What is told of a position, an instalment or a notice number that is named.</summary>
internal static class PositionsTexts
{
    public static readonly Wording NotFound = new("Position not found", "Posizione debitoria non trovata");
    public static readonly Wording NoSuch = new(
        "There is no position '{position}' in this organization.",
        "Non esiste la posizione debitoria '{position}' in questo ente."
    );

    public static readonly Wording IsNoInstalment = new(
        "is not an instalment of this position",
        "non è una rata di questa posizione debitoria"
    );
    public static readonly Wording UseShownInstalment = new(
        "Use an identifier that the position shows.",
        "Usare un identificativo mostrato dalla posizione debitoria."
    );
    public static readonly Wording UseShownInstalments = new(
        "Use the identifiers that the position shows.",
        "Usare gli identificativi mostrati dalla posizione debitoria."
    );
    public static readonly Wording IsNamedTwice = new("is named twice", "è indicato due volte");
    public static readonly Wording PutChangesTogether = new(
        "Put all changes of an instalment together.",
        "Riunire tutte le modifiche di una rata."
    );

    public static readonly Wording HasNotCome = new("{day} has not come yet", "{day} è una data futura");
    public static readonly Wording GiveDayOfMoney = new("Give the day the money came in.", "Indicare la data dell'incasso.");

    public static readonly Wording NoticeNumberTaken = new("The notice number is taken", "Il numero di avviso è già in uso");
    public static readonly Wording IuvIsUsedOnce = new(
        "A notice number, or its IUV, belongs to an instalment already there: an IUV is never used twice.",
        "Un numero di avviso, o il suo IUV, appartiene a una rata già esistente: uno IUV non si usa mai due volte."
    );
    public static readonly Wording NumberIsTaken = new("{notice} is taken", "{notice} è già in uso");
    public static readonly Wording UseOtherNumber = new(
        "Use another number, or find the position it belongs to.",
        "Usare un altro numero, oppure cercare la posizione debitoria a cui appartiene."
    );
    public static readonly Wording NoDefaultStation = new(
        "The organization has no default station",
        "L'ente non ha una stazione predefinita"
    );
    public static readonly Wording StationIsNeeded = new(
        "A notice number needs an active default station: create one, or make one the default.",
        "Un numero di avviso richiede una stazione predefinita attiva: crearne una, oppure renderne una predefinita."
    );

    public static readonly Wording TaxonomyCodeRefused = new(
        "A taxonomy code may not be used for new debts",
        "Un codice tassonomico non è utilizzabile per nuovi debiti"
    );
    public static readonly Wording SendWithOtherCode = new(
        "The taxonomy code {code} {problem}. Send the position again with another code. {remedy}",
        "Il codice tassonomico {code} {problem}. Inviare di nuovo la posizione debitoria con un altro codice. {remedy}"
    );

    /// <summary>The reason of a correction that nobody gave one for.</summary>
    public static readonly Wording SentAgain = new(
        "Sent again by its external identifier with another debtor",
        "Inviata di nuovo con lo stesso identificativo esterno e un altro soggetto debitore"
    );
}
