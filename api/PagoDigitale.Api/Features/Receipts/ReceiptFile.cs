namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// One of the two forms in which an ente must give a receipt on request (SANP, "Attestazione di pagamento"): the data as the node
/// sent them, and the printed copy.
/// </summary>
public sealed record ReceiptFile(byte[] Content, string FileName)
{
    /// <summary>What of an identifier may be in the name of a file.</summary>
    public static string Safe(string iur) => string.Concat(iur.Where(char.IsAsciiLetterOrDigit));
}
