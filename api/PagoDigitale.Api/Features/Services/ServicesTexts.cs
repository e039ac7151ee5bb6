using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Services;

/// <summary>What is told of services and of what they point at.</summary>
internal static class ServicesTexts
{
    public static readonly Wording NotFound = new("Service not found", "Servizio non trovato");
    public static readonly Wording NoSuch = new(
        "There is no service '{service}' in this organization.",
        "Non esiste il servizio '{service}' in questo ente."
    );
    public static readonly Wording AlreadyExists = new("The service exists already", "Il servizio esiste già");
    public static readonly Wording CodeIsTaken = new(
        "There is a service with the code {service}; change it with PATCH.",
        "Esiste già un servizio con il codice {service}; modificarlo con PATCH."
    );

    public static readonly Wording AmountOutOfRange = new("is out of range", "è fuori dai limiti");
    public static readonly Wording UseAmountOrLeaveOut = new(
        "Use 1 to 99999999999 cents, or leave it out when the price is not fixed.",
        "Usare da 1 a 99999999999 centesimi, oppure ometterlo se il prezzo non è fisso."
    );
    public static readonly Wording UseAmountOrRemove = new(
        "Use 1 to 99999999999 cents, or remove it when the price is not fixed.",
        "Usare da 1 a 99999999999 centesimi, oppure rimuoverlo se il prezzo non è fisso."
    );

    public static readonly Wording NoAccount = new("is not an account of this organization", "non è un conto di questo ente");
    public static readonly Wording RegisterAccount = new(
        "Register the account first with createIban.",
        "Registrare prima il conto con createIban."
    );
    public static readonly Wording AccountIsInactive = new("is an account that is not active", "è un conto non attivo");
    public static readonly Wording ActivateAccount = new(
        "Activate it with changeIban, or use another account.",
        "Attivarlo con changeIban, oppure usare un altro conto."
    );
    public static readonly Wording AccountIsNotPostal = new("is not an account of Poste Italiane", "non è un conto di Poste Italiane");
    public static readonly Wording UsePostalAccount = new(
        "Use a postal account (ABI 07601), or leave it out: notices then carry no postal slip.",
        "Usare un conto postale (ABI 07601), oppure ometterlo: gli avvisi saranno allora senza bollettino postale."
    );

    public static readonly Wording NoUnit = new("is not a unit of this organization", "non è una struttura di questo ente");
    public static readonly Wording CreateUnit = new(
        "Create the unit first, or leave it out.",
        "Creare prima la struttura, oppure ometterla."
    );

    public static readonly Wording NoAccertamento = new(
        "is not an accertamento of this organization in that year",
        "non è un accertamento di questo ente per quell'esercizio"
    );
    public static readonly Wording LoadAccertamento = new("Load the accertamento first.", "Caricare prima l'accertamento.");
    public static readonly Wording AccertamentoIsInactive = new("is not active", "non è attivo");
    public static readonly Wording ActivateAccertamento = new(
        "Activate the accertamento, or use another one.",
        "Attivare l'accertamento, oppure usarne un altro."
    );
    public static readonly Wording OtherChapter = new(
        "is not the chapter of the accertamento, which is {chapter}",
        "non è il capitolo dell'accertamento, che è {chapter}"
    );
    public static readonly Wording UseItsChapter = new("Use the chapter of the accertamento.", "Usare il capitolo dell'accertamento.");
}
