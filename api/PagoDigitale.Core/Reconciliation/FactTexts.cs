using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>How facts are said (<see cref="FactWord"/>), with the amount they are about where it is known.</summary>
public static class FactTexts
{
    public static readonly Wording Position = new("position", "posizione debitoria");
    public static readonly Wording PositionOf = new("position of {amount} euro", "posizione debitoria di {amount} euro");

    public static readonly Wording Receipt = new("receipt", "ricevuta");
    public static readonly Wording ReceiptOf = new("receipt of {amount} euro", "ricevuta di {amount} euro");

    public static readonly Wording Rendicontazione = new("rendicontazione", "flusso di rendicontazione");

    public static readonly Wording RendicontazioneOf = new(
        "rendicontazione of {amount} euro",
        "flusso di rendicontazione di {amount} euro"
    );

    public static readonly Wording Row = new("rendicontazione row", "riga di rendicontazione");
    public static readonly Wording RowOf = new("rendicontazione row of {amount} euro", "riga di rendicontazione di {amount} euro");

    public static readonly Wording Movement = new("treasury movement", "movimento di tesoreria");
    public static readonly Wording MovementOf = new("treasury movement of {amount} euro", "movimento di tesoreria di {amount} euro");

    public static readonly Wording Reversale = new("reversale {reversali}", "reversale d'incasso {reversali}");

    public static readonly Wording DuplicatePayment = new("duplicate payment", "pagamento doppio");
    public static readonly Wording RepeatedRow = new("repeated row", "riga ripetuta");
    public static readonly Wording RepeatedMovement = new("repeated movement", "movimento ripetuto");
    public static readonly Wording Revoked = new("revoked", "revocato");
    public static readonly Wording EarlierTransfer = new("earlier transfer of its own", "riversamento singolo precedente");
    public static readonly Wording PaidOutside = new("declared paid outside the node", "dichiarato pagato fuori dal nodo");
}
