namespace PagoDigitale.Documents.Receipts;

/// <summary>Labels of the printed copy; the fields are those SANP, "Attestazione di pagamento", wants on it.</summary>
internal static class ReceiptTexts
{
    public const string Kind = "Ricevuta di pagamento";
    public const string KindOutsideNode = "Attestazione di pagamento";
    public const string Creditor = "Ente Creditore";
    public const string Debtor = "Debitore";
    public const string Payment = "Pagamento";
    public const string Amount = "Importo";
    public const string Euro = "Euro";
    public const string PaidAt = "Data e ora dell’operazione";
    public const string PaidOn = "Data del pagamento";
    public const string ApplicationDate = "Data applicativa";
    public const string ReceiptId = "Numero univoco del pagamento";
    public const string Iuv = "Identificativo univoco di versamento (IUV)";
    public const string NoticeNumber = "Codice Avviso";
    public const string PspName = "Prestatore di servizi di pagamento";
    public const string PspFiscalCode = "Codice fiscale del prestatore";
    public const string Channel = "Canale";
    public const string Payer = "Versante";
    public const string Subject = "Causale";
    public const string Fee = "Commissione del prestatore (esclusa dall’importo)";
    public const string How = "Modalità";
    public const string OutsideNode = "Fuori dal nodo pagoPA";
    public const string OutsideReason = "Annotazione dell’ente";
    public const string OutsideReference = "Riferimento del pagamento";
    public const string NoteOutsideNode =
        "Pagamento registrato dall’ente creditore fuori dal nodo pagoPA: non ne esiste una ricevuta telematica. L’avviso "
        + "indicato non deve più essere pagato.";
    public const string ReportedOnly = "Attraverso pagoPA, senza ricevuta telematica";
    public const string NoteReportedOnly =
        "Il pagamento risulta dalla rendicontazione del prestatore; il nodo pagoPA non ne ha trasmesso la ricevuta telematica. "
        + "L’avviso indicato non deve più essere pagato.";
    public const string OfCredit = "Con la somma dovuta in restituzione di un altro pagamento";
    public const string NoteOfCredit =
        "L’ente creditore ha imputato a questo avviso la somma dovuta in restituzione del pagamento indicato come riferimento: "
        + "non ne esiste una ricevuta telematica. L’avviso indicato non deve più essere pagato.";
    public const string Note =
        "Copia analogica della ricevuta telematica rilasciata attraverso il sistema pagoPA. L’ente creditore fornisce su "
        + "richiesta anche il file originale.";
}
