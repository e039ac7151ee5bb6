using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>Why an ente refuses. Id is the fiscal code of whoever raised it: the ente, or its broker.</summary>
public sealed record PaFault(string FaultCode, string FaultString, string Id)
{
    public string? Description { get; init; }

    /// <summary>A fault with the official wording of its code, which is Italian.</summary>
    public static PaFault Of(string faultCode, string id, string? description = null) =>
        new(faultCode, PaFaultTexts.Of(faultCode).Italian, id) { Description = description };

    public static PaFault Of(WireError error, string id) => Of(error.Code, id, error.Description.ToString());
}

/// <summary>SANP, error management, node to ente: the codes a paForNode answer may carry.</summary>
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

    public static IReadOnlyCollection<string> All => PaFaultTexts.Codes;
}
