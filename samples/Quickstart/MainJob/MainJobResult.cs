using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>A figure of the service beside the one this job arrives at by itself.</summary>
public sealed record Figure(string Name, Sum Expected, Sum Actual)
{
    public bool IsRight => Expected == Actual;
}

/// <summary>A sum that has to close.</summary>
public sealed record Closure(string Name, long LeftCents, long RightCents)
{
    public bool IsClosed => LeftCents == RightCents;
}

/// <summary>Everything the job has to show.</summary>
public sealed record MainJobResult(
    string Organization,
    IReadOnlyList<Figure> Figures,
    IReadOnlyList<Closure> Closures,
    IReadOnlyList<CollectionException> Exceptions,
    IReadOnlyList<Reversale> Reversali,
    TrialBalance TrialBalance
)
{
    public IEnumerable<string> Mismatches =>
        [
            .. Figures
                .Where(figure => !figure.IsRight)
                .Select(figure =>
                    $"{figure.Name}: {figure.Expected.Count} for {Euro.Text(figure.Expected.Cents)} expected, "
                    + $"{figure.Actual.Count} for {Euro.Text(figure.Actual.Cents)} found"
                ),
            .. Closures
                .Where(closure => !closure.IsClosed)
                .Select(closure => $"{closure.Name}: {Euro.Text(closure.LeftCents)} against {Euro.Text(closure.RightCents)}"),
        ];

    public bool IsClosed => !Mismatches.Any();
}
