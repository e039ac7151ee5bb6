namespace PagoDigitale.Documents.Pdf;

/// <summary>An open tagged piece of a page.</summary>
public readonly struct PdfTagScope : IDisposable, IEquatable<PdfTagScope>
{
    private readonly PdfPage _page;

    internal PdfTagScope(PdfPage page) => _page = page;

    public void Dispose() => _page.EndTag();

    public bool Equals(PdfTagScope other) => ReferenceEquals(_page, other._page);

    public override bool Equals(object? obj) => obj is PdfTagScope other && Equals(other);

    public override int GetHashCode() => _page.GetHashCode();

    public static bool operator ==(PdfTagScope left, PdfTagScope right) => left.Equals(right);

    public static bool operator !=(PdfTagScope left, PdfTagScope right) => !left.Equals(right);
}
