using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>Of what stands in a query or a path.</summary>
internal static class QueryTexts
{
    public static readonly Wording Unknown = new("A query parameter is not known", "Un parametro della query non è riconosciuto");

    public static readonly Wording AreNotParameters = new(
        "'{names}' is not a parameter of this operation.",
        "'{names}' non è un parametro di questa operazione."
    );

    public static readonly Wording NotAParameter = new("is not a parameter of this operation", "non è un parametro di questa operazione");

    public static readonly Wording LeaveOut = new("Leave it out.", "Ometterlo.");
    public static readonly Wording KnownOnes = new("Known ones: {names}.", "Quelli riconosciuti: {names}.");

    public static readonly Wording Repeated = new(
        "A query parameter came more than once",
        "Un parametro della query è arrivato più di una volta"
    );

    public static readonly Wording OnlyOnce = new("'{names}' may come only once.", "'{names}' può comparire una volta sola.");
    public static readonly Wording CameMoreThanOnce = new("came more than once", "è arrivato più di una volta");

    public static readonly Wording JoinWithCommas = new(
        "Send it once, with commas between the values.",
        "Inviarlo una volta sola, con i valori separati da virgole."
    );

    public static readonly Wording OneValue = new("Send it once, with one value.", "Inviarlo una volta sola, con un solo valore.");

    public static readonly Wording Empty = new("A query parameter is empty", "Un parametro della query è vuoto");
    public static readonly Wording AreEmpty = new("'{names}' came without a value.", "'{names}' è arrivato senza valore.");
    public static readonly Wording WithoutValue = new("came without a value", "è arrivato senza valore");
    public static readonly Wording GiveOrLeaveOut = new("Give it a value, or leave it out.", "Indicare un valore, oppure ometterlo.");
    public static readonly Wording Invalid = new("A query parameter is not valid", "Un parametro della query non è valido");
    public static readonly Wording DateOutOfRange = new("A date is out of range", "Una data è fuori dai limiti");

    public static readonly Wording DayNotBetween = new(
        "{name}: {day} is not between 1900 and 2200.",
        "{name}: {day} non è compreso tra il 1900 e il 2200."
    );

    public static readonly Wording NotBetween = new("is not between 1900 and 2200", "non è compreso tra il 1900 e il 2200");

    public static readonly Wording CorrectYear = new(
        "Correct the year, or leave the filter out.",
        "Correggere l'anno, oppure omettere il filtro."
    );

    public static readonly Wording RangeReversed = new("A range ends before it begins", "Un intervallo termina prima di iniziare");

    public static readonly Wording EndsBeforeItBegins = new(
        "{last} is before {first}: no day lies between them.",
        "{last} precede {first}: l'intervallo non contiene alcun giorno."
    );

    public static readonly Wording IsBefore = new("is before {first}", "precede {first}");

    public static readonly Wording ChangeOver = new(
        "Send the earlier day as {first} and the later one as {last}; the same day twice asks for one day.",
        "Indicare il giorno più lontano come {first} e il più recente come {last}; lo stesso giorno in entrambi chiede un solo giorno."
    );

    public static readonly Wording UseOneOf = new("Use one of: {values}.", "Usare uno di questi valori: {values}.");

    public static readonly Wording NoneOfThem = new(
        "'{value}' is none of the values it may have",
        "'{value}' non è uno dei valori ammessi"
    );

    public static readonly Wording UseSomeOf = new(
        "Use one or more of these, with commas between them: {values}.",
        "Usare uno o più di questi valori, separati da virgole: {values}."
    );

    public static readonly Wording NamedTwice = new("'{value}' is named more than once", "'{value}' è indicato più di una volta");
    public static readonly Wording NameOnce = new("Name each value once.", "Indicare ogni valore una volta sola.");

    public static readonly Wording NoSuchIdentifier = new("is not an identifier of this kind", "non è un identificativo di questo tipo");

    public static readonly Wording UsePrefix = new(
        "Use an identifier that begins with {prefix}_.",
        "Usare un identificativo che inizia con {prefix}_."
    );

    public static readonly Wording NotOfAnswer = new("'{name}' is not a member of the answer", "'{name}' non è un membro della risposta");

    public static readonly Wording OnlyEmbedded = new(
        "'{name}' is there only when it is embedded",
        "'{name}' è presente solo se richiesto con embed"
    );

    public static readonly Wording Embed = new("Add embed={name}, or leave it out.", "Aggiungere embed={name}, oppure ometterlo.");

    public static readonly Wording HasNoMembers = new(
        "Use {name}, which has no members of its own that could be named.",
        "Usare {name}, che non ha membri propri da indicare."
    );

    public static readonly Wording UseItOrMembers = new(
        "Use {name}, or of its members: {members}.",
        "Usare {name}, oppure, tra i suoi membri: {members}."
    );

    public static readonly Wording UseMembers = new(
        "Use these, with commas between them: {members}.",
        "Usare questi, separati da virgole: {members}."
    );

    public static readonly Wording AnotherKind = new("An identifier is of another kind", "Un identificativo è di un altro tipo");

    public static readonly Wording OfSomethingElse = new(
        "is the identifier of something else ({kind})",
        "è l'identificativo di un altro tipo di risorsa ({kind})"
    );

    public static readonly Wording UseWanted = new(
        "Use {wanted}, or send this as {kind}Id where the operation takes it.",
        "Usare {wanted}, oppure inviare questo come {kind}Id dove l'operazione lo accetta."
    );

    public static readonly Wording FlussoId = new(
        "the identificativoFlusso, which the rendicontazione has as flussoId",
        "l'identificativoFlusso, che la rendicontazione ha come flussoId"
    );

    public static readonly Wording Iur = new("the IUR that the receipt has as iur", "lo IUR, che la ricevuta ha come iur");
    public static readonly Wording Iuv = new("the IUV of the notice", "lo IUV dell'avviso");
    public static readonly Wording NoticeNumber = new("the 18 digits of the notice number", "le 18 cifre del numero di avviso");

    public static readonly Wording OrganizationCode = new(
        "the 11 digits of the organization's fiscal code",
        "le 11 cifre del codice fiscale dell'ente"
    );

    public static readonly Wording ServiceCode = new("the code of the service", "il codice del servizio");

    public static readonly Wording AsDescribed = new(
        "what the parameter's description says",
        "ciò che indica la descrizione del parametro"
    );
}
