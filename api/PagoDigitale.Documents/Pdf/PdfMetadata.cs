namespace PagoDigitale.Documents.Pdf;

/// <summary>What the document says about itself. The instant is the caller's, so that the same input gives the same bytes.</summary>
public sealed record PdfMetadata(string Title, string Author, DateTimeOffset CreatedAt)
{
    internal const string Producer = "PagoDigitale";

    /// <summary>Language of the texts, as a BCP 47 tag.</summary>
    public string Language { get; init; } = "it-IT";
}
