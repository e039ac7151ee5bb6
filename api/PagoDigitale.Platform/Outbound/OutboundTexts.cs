using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Outbound;

internal static class OutboundTexts
{
    public static readonly Wording NoAddress = new(
        "is not an absolute address of at most 500 characters",
        "non è un indirizzo assoluto di al massimo 500 caratteri"
    );

    public static readonly Wording NotHttps = new("does not begin with https://", "non inizia con https://");

    public static readonly Wording MoreThanAddress = new(
        "holds credentials, a query or a fragment",
        "contiene credenziali, una query o un frammento"
    );

    public static readonly Wording NotPublic = new("{host} is not a public address", "{host} non è un indirizzo pubblico");

    public static readonly Wording ListHost = new(
        "Use the https address of the service; of a host within your own network, list it in PagoDigitale:Outbound:AllowedHosts.",
        "Usare l'indirizzo https del servizio; un host della propria rete va elencato in PagoDigitale:Outbound:AllowedHosts."
    );

    public static readonly Wording Unreachable = new("{host} cannot be reached: {reason}", "{host} non è raggiungibile: {reason}");

    public static readonly Wording CheckAddress = new(
        "Check the address and whether the installation may connect to it; the call is repeated by itself.",
        "Verificare l'indirizzo e che l'installazione possa connettersi; la chiamata viene ripetuta automaticamente."
    );

    public static readonly Wording NoSecureConnection = new(
        "No secure connection to {host}: {reason}",
        "Nessuna connessione sicura con {host}: {reason}"
    );

    public static readonly Wording CheckCertificate = new(
        "Check the certificate of the service: whether it expired, whose it is, who issued it; the call is repeated by itself.",
        "Verificare il certificato del servizio: scadenza, titolare, emittente; la chiamata viene ripetuta automaticamente."
    );

    public static readonly Wording TimedOut = new(
        "{host} gave no whole answer within {seconds} seconds",
        "{host} non ha dato una risposta completa entro {seconds} secondi"
    );

    public static readonly Wording Broken = new(
        "{host} broke the connection before the answer was whole",
        "{host} ha interrotto la connessione prima del termine della risposta"
    );

    public static readonly Wording Denied = new("{host} answered {status}: {answer}", "{host} ha risposto {status}: {answer}");

    public static readonly Wording RenewKey = new(
        "Enter the subscription key that is valid for this service and organization.",
        "Inserire la chiave di sottoscrizione valida per questo servizio e questo ente."
    );

    public static readonly Wording Throttled = new(
        "{host} takes no more calls for {seconds} seconds",
        "{host} non accetta altre chiamate per {seconds} secondi"
    );

    public static readonly Wording Wait = new(
        "Nothing to do: the call is made again then.",
        "Nessuna azione: la chiamata verrà ripetuta in seguito."
    );

    public static readonly Wording ReadExchange = new(
        "Check baseUrl and read the exchange (listConnectionExchanges); the call is repeated by itself.",
        "Verificare baseUrl e leggere lo scambio (listConnectionExchanges); la chiamata viene ripetuta automaticamente."
    );

    public static readonly Wording Unreadable = new(
        "What {host} answered cannot be read: {reason}",
        "La risposta di {host} non è leggibile: {reason}"
    );

    public static readonly Wording NotUnpacked = new(
        "its Content-Encoding does not fit its body",
        "il Content-Encoding non corrisponde al contenuto"
    );

    public static readonly Wording TooLarge = new(
        "The answer of {host} is larger than {megabytes} MiB",
        "La risposta di {host} supera {megabytes} MiB"
    );

    public static readonly Wording Resting = new(
        "{host} has failed too often and is left alone for a moment",
        "{host} ha dato troppi errori e non viene chiamato per alcuni istanti"
    );
}
