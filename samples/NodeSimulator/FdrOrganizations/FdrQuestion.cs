using System.Globalization;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>The parameters of a question, read as strictly as the service reads them. An empty one counts as absent.</summary>
internal sealed class FdrQuestion(HttpRequest request)
{
    private const int SizeMax = 1000;

    public string Organization => Path("organizationId");

    public string Fdr => Path("fdr");

    public string PspOfPath => Path("pspId");

    public int Revision => Number("revision", Path("revision"), int.MaxValue);

    public string? Psp => Query("pspId");

    public DateTimeOffset? PublishedGt => Instant("publishedGt");

    public DateTimeOffset? FlowDate => Instant("flowDate");

    public int Page => Query("page") is { } text ? Number("page", text, int.MaxValue) : 1;

    public int Size => Query("size") is { } text ? Number("size", text, SizeMax) : SizeMax;

    private string Path(string name) => (string)request.RouteValues[name]!;

    private string? Query(string name) => request.Query[name].ToString() is { Length: > 0 } text ? text : null;

    private static int Number(string name, string text, int max) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= 1 && number <= max
            ? number
            : throw new FdrRefusal(FdrError.BadValue, name, $"{name} is a number from 1 to {max}.");

    private DateTimeOffset? Instant(string name)
    {
        if (Query(name) is not { } text)
            return null;
        return IsoInstant.TryParse(text, out var instant)
            ? instant
            : throw new FdrRefusal(FdrError.BadInstant, name, $"{name} is an instant with its offset, like 2026-03-02T09:30:00Z.");
    }
}
