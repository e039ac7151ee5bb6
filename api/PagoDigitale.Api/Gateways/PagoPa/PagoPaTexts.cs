using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Gateways.PagoPa;

/// <summary>What people are told of the node's messages. The node itself is told it in English, beside the code that it looks at.</summary>
internal static class PagoPaTexts
{
    public static readonly Wording TooLarge = new(
        "The message has more than {size} MiB. Only its beginning is kept.",
        "Il messaggio supera {size} MiB. Ne è conservato solo l'inizio."
    );

    public static readonly Wording NoSuchStation = new(
        "Organization {organization} has no station {station}, to which the message came.",
        "L'ente {organization} non ha la stazione {station}, a cui è arrivato il messaggio."
    );

    public static readonly Wording OtherBroker = new(
        "The message names the broker {named}; station {station} is registered with {broker}.",
        "Il messaggio indica l'intermediario {named}; la stazione {station} è registrata con {broker}."
    );

    public static readonly Wording OtherStation = new(
        "The message names station {named} and came to the address of {station}.",
        "Il messaggio indica la stazione {named} ed è arrivato all'indirizzo di {station}."
    );

    public static readonly Wording Payable = new("It can be paid.", "Si può pagare.");
    public static readonly Wording PayableLate = new("It is due and can still be paid.", "È scaduta e si può ancora pagare.");
    public static readonly Wording Paid = new("It is paid.", "È pagata.");
    public static readonly Wording PaidInPart = new("It is paid in part.", "È pagata in parte.");
    public static readonly Wording IsOver = new("Its days are over.", "I termini per pagarla sono trascorsi.");
    public static readonly Wording NotYetValid = new("It cannot be paid yet.", "Non si può ancora pagare.");
    public static readonly Wording IsCancelled = new("It was cancelled.", "È stata annullata.");
    public static readonly Wording OtherOptionIsPaid = new("Another option was paid.", "È stata pagata un'altra opzione.");

    public static readonly Wording ServiceNotOffered = new(
        "The service is not offered by this organization.",
        "Il servizio non è offerto da questo ente."
    );

    public static readonly Wording ReceiptFailed = new(
        "The service failed while it took the receipt. The node got no valid answer and repeats it.",
        "Il servizio si è interrotto durante l'acquisizione della ricevuta. Il nodo non ha avuto una risposta valida e la ripete."
    );

    public static readonly Wording ReplayFailed = new(
        "The service failed while it took the receipt; its log says why.",
        "Il servizio si è interrotto durante l'acquisizione della ricevuta; il suo log indica il motivo."
    );

    public static readonly Wording IsQuestion = new(
        "The message can be read now and is a question of the node, which has had its answer.",
        "Il messaggio ora è leggibile ed è una richiesta del nodo, che ha già avuto risposta."
    );

    public static readonly Wording OtherOrganization = new(
        "The message is for another organization.",
        "Il messaggio è destinato a un altro ente."
    );

    public static readonly Wording NotTaken = new("{code}: {reason}", "non è acquisito, {code}: {reason}");

    public static readonly Wording MendReason = new(
        "Mend the reason (register the station that the message names with createStation, correct its broker, create the "
            + "organization) and replay "
            + "again. Where it cannot be mended take the receipt with uploadReceipt, which asks for no station, and "
            + "dismiss the message with the reason.",
        "Rimuovere la causa (registrare con createStation la stazione che il messaggio indica, correggerne l'intermediario, creare "
            + "l'ente) e rielaborare di nuovo. Se la causa non può essere rimossa, acquisire la ricevuta con uploadReceipt, che non "
            + "richiede una stazione, e archiviare il messaggio con la motivazione."
    );
}
