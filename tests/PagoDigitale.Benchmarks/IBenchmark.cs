namespace PagoDigitale.Benchmarks;

/// <summary>
/// A measure with a goal. Found by its name on the command line; prints what it measures and ends with one line
/// <c>name ratio=… goal=… pass|fail</c>.
/// </summary>
public interface IBenchmark
{
    string Name { get; }

    /// <summary>Whether the goal was reached.</summary>
    Task<bool> RunAsync(IReadOnlyDictionary<string, string> options);
}
