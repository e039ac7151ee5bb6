using System.Globalization;

namespace PagoDigitale.Documents.Notices;

/// <summary>Fixed Italian texts of the notice of one instalment, word for word from «Linee guida avviso di pagamento 3.5».</summary>
internal static class NoticeTexts
{
    public const string Kind = "Avviso di pagamento";
    public const string Creditor = "Ente Creditore";
    public const string Debtor = "Destinatario";
    public const string HowMuchAndWhen = "Quanto e quando pagare?";

    // The guidelines drop every "quando" from a notice without a due date.
    public const string HowMuch = "Quanto pagare?";
    public const string Amount = "Importo";
    public const string Euro = "Euro";
    public const string Due = "entro il";
    public const string Disclaimer =
        "In fase di pagamento l’importo potrebbe subire aumenti (per sanzioni, interessi, costi di notifica o altri fattori) o "
        + "riduzioni (per sgravi o note di credito).";

    public const string Where = "Dove pagare?";
    public const string GoTo = "vai su ";
    public const string Site = "pagopa.gov.it";
    public const string OnlineTitle = "Paga con l’app IO";
    public const string Online = "oppure dal tuo Home Banking, con la tua app di pagamento o con gli altri canali abilitati.";
    public const string TerritoryTitle = "Paga sul territorio";
    public const string Territory =
        "presso Banche e Sportelli ATM, negli Uffici Postali e Punti Postali, nei Bar, Edicole, Ricevitorie, Supermercati, "
        + "Tabaccherie e altri Esercenti Convenzionati.";

    public const string PaymentDetails = "Dati per il pagamento";
    public const string SingleInstalment = "Rata unica";
    public const string Subject = "Oggetto del pagamento";
    public const string Instructions = "Inquadra il codice QR con la tua app di pagamento o usa i dati accanto.";
    public const string InstructionsBold = "codice QR";
    public const string Cbill = "Cod. CBILL";
    public const string NoticeNumber = "Cod. Avviso";
    public const string FiscalCode = "Cod. Fiscale Ente";
    public const string PayOnline = "Paga online";

    public static string Instalment(int number) => string.Create(CultureInfo.InvariantCulture, $"Rata {number}");

    public static string OnlineAndSite(string organization) =>
        $"oppure sul sito di {organization}, dal tuo Home Banking, con la tua app di pagamento o con gli altri canali abilitati.";
}
