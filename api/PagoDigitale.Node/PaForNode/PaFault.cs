using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>Why an ente refuses. Id is the fiscal code of whoever raised it: the ente, or its broker.</summary>
public sealed record PaFault(string FaultCode, string FaultString, string Id)
{
    public string? Description { get; init; }

    /// <summary>A fault with the official wording of its code.</summary>
    public static PaFault Of(string faultCode, string id, string? description = null) =>
        new(faultCode, PaFaultCodes.WordingOf(faultCode), id) { Description = description };

    public static PaFault Of(WireError error, string id) => Of(error.Code, id, error.Description);
}

/// <summary>SANP, error management, node to ente: the codes a paForNode answer may carry and their published wording.</summary>
public static class PaFaultCodes
{
    public const string SintassiExtraXsd = "PAA_SINTASSI_EXTRAXSD";
    public const string SintassiXsd = "PAA_SINTASSI_XSD";
    public const string IdDominioErrato = "PAA_ID_DOMINIO_ERRATO";
    public const string IdIntermediarioErrato = "PAA_ID_INTERMEDIARIO_ERRATO";
    public const string StazioneIntErrata = "PAA_STAZIONE_INT_ERRATA";
    public const string PagamentoSconosciuto = "PAA_PAGAMENTO_SCONOSCIUTO";
    public const string PagamentoDuplicato = "PAA_PAGAMENTO_DUPLICATO";
    public const string PagamentoInCorso = "PAA_PAGAMENTO_IN_CORSO";
    public const string PagamentoScaduto = "PAA_PAGAMENTO_SCADUTO";
    public const string PagamentoAnnullato = "PAA_PAGAMENTO_ANNULLATO";
    public const string ReceiptDuplicata = "PAA_RECEIPT_DUPLICATA";
    public const string Semantica = "PAA_SEMANTICA";
    public const string SystemError = "PAA_SYSTEM_ERROR";

    private static readonly Dictionary<string, string> Wordings = new(StringComparer.Ordinal)
    {
        [SintassiExtraXsd] = "Errore di sintassi extra XSD",
        [SintassiXsd] = "Errore di sintassi XSD",
        [IdDominioErrato] = "La PAA non corrisponde al Dominio indicato",
        [IdIntermediarioErrato] = "Identificativo intermediario non corrispondente.",
        [StazioneIntErrata] = "Stazione intermediario non corrispondente.",
        [PagamentoSconosciuto] = "Pagamento in attesa risulta sconosciuto all'Ente Creditore",
        [PagamentoDuplicato] = "Pagamento in attesa risulta concluso all'Ente Creditore",
        [PagamentoInCorso] = "Pagamento in attesa risulta in corso all'Ente Creditore",
        [PagamentoScaduto] = "Pagamento in attesa risulta scaduto all'Ente Creditore",
        [PagamentoAnnullato] = "Pagamento in attesa risulta annullato all'Ente Creditore",
        [ReceiptDuplicata] = "La ricevuta è già stata accettata",
        [Semantica] = "Errore semantico",
        [SystemError] = "Errore generico",
    };

    public static IReadOnlyCollection<string> All => Wordings.Keys;

    public static string WordingOf(string faultCode) =>
        Wordings.TryGetValue(faultCode, out var wording)
            ? wording
            : throw new ArgumentException($"Unknown fault code {faultCode}.", nameof(faultCode));
}
