using PagoDigitale.Platform.Database;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>Identifiers of what is written at one moment follow each other, as those of one statement of the application do.</summary>
internal sealed class IdSeries
{
    private DateTimeOffset _at;
    private string _prefix = "";
    private int _ordinal;

    public Guid At(DateTimeOffset at)
    {
        if (at != _at)
            (_at, _prefix, _ordinal) = (at, UuidSeries.Prefix(at), 0);
        return UuidSeries.At(_prefix, ++_ordinal);
    }
}
