using PagoDigitale.Core.Languages;

namespace PagoDigitale.Node.PaForNode;

/// <summary>SANP, error management, node to ente: the published wording of each code, which the node is answered with, and its
/// English.</summary>
public static class PaFaultTexts
{
    public static readonly Wording SintassiExtraXsd = new("Syntax error beyond the XSD", "Errore di sintassi extra XSD");
    public static readonly Wording SintassiXsd = new("Syntax error by the XSD", "Errore di sintassi XSD");

    public static readonly Wording IdDominioErrato = new(
        "The organization does not match the domain that was named",
        "La PAA non corrisponde al Dominio indicato"
    );

    public static readonly Wording IdIntermediarioErrato = new(
        "The identifier of the broker does not match.",
        "Identificativo intermediario non corrispondente."
    );

    public static readonly Wording StazioneIntErrata = new(
        "The station of the broker does not match.",
        "Stazione intermediario non corrispondente."
    );

    public static readonly Wording PagamentoSconosciuto = new(
        "The payment is not known to the organization",
        "Pagamento in attesa risulta sconosciuto all'Ente Creditore"
    );

    public static readonly Wording PagamentoDuplicato = new(
        "The payment was made already, as the organization has it",
        "Pagamento in attesa risulta concluso all'Ente Creditore"
    );

    public static readonly Wording PagamentoInCorso = new(
        "The payment is being made, as the organization has it",
        "Pagamento in attesa risulta in corso all'Ente Creditore"
    );

    public static readonly Wording PagamentoScaduto = new(
        "The payment has expired, as the organization has it",
        "Pagamento in attesa risulta scaduto all'Ente Creditore"
    );

    public static readonly Wording PagamentoAnnullato = new(
        "The payment is cancelled, as the organization has it",
        "Pagamento in attesa risulta annullato all'Ente Creditore"
    );

    public static readonly Wording ReceiptDuplicata = new("The receipt was accepted already", "La ricevuta è già stata accettata");
    public static readonly Wording Semantica = new("Semantic error", "Errore semantico");
    public static readonly Wording SystemError = new("Generic error", "Errore generico");

    private static readonly Dictionary<string, Wording> _ofCode = new(StringComparer.Ordinal)
    {
        [PaFaultCodes.SintassiExtraXsd] = SintassiExtraXsd,
        [PaFaultCodes.SintassiXsd] = SintassiXsd,
        [PaFaultCodes.IdDominioErrato] = IdDominioErrato,
        [PaFaultCodes.IdIntermediarioErrato] = IdIntermediarioErrato,
        [PaFaultCodes.StazioneIntErrata] = StazioneIntErrata,
        [PaFaultCodes.PagamentoSconosciuto] = PagamentoSconosciuto,
        [PaFaultCodes.PagamentoDuplicato] = PagamentoDuplicato,
        [PaFaultCodes.PagamentoInCorso] = PagamentoInCorso,
        [PaFaultCodes.PagamentoScaduto] = PagamentoScaduto,
        [PaFaultCodes.PagamentoAnnullato] = PagamentoAnnullato,
        [PaFaultCodes.ReceiptDuplicata] = ReceiptDuplicata,
        [PaFaultCodes.Semantica] = Semantica,
        [PaFaultCodes.SystemError] = SystemError,
    };

    public static IReadOnlyCollection<string> Codes => _ofCode.Keys;

    public static Wording Of(string faultCode) =>
        _ofCode.TryGetValue(faultCode, out var wording)
            ? wording
            : throw new ArgumentException($"Unknown fault code {faultCode}.", nameof(faultCode));
}
