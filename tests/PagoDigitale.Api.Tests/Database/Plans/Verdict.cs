namespace PagoDigitale.Api.Tests.Database.Plans;

/// <summary>
/// What a statement may touch beside what it gives or writes. Tables of some hundred rows are read whole more cheaply than looked into.
/// </summary>
/// <param name="Set">Rows that it is about: those of a file or of a run; none for a call about one thing or one page.</param>
public sealed record Allowance(long Set)
{
    public static readonly Allowance Interactive = new(0);

    /// <summary>All that the organization of the story has of one kind, but for events and entries of the log.</summary>
    public static readonly Allowance Organization = new(6_000);

    /// <summary>Of which there is one for whatever happens.</summary>
    public static readonly Allowance Journal = new(30_000);

    public static Allowance For(long rows) => new(rows);

    public bool Holds(ExplainedStatement statement)
    {
        var rows = statement.Rows + Set;
        return statement.Pages <= 250 + 40 * rows && statement.Thrown <= 1_000 + 10 * rows && statement.Examined <= 1_700 + 40 * rows;
    }
}

/// <summary>Collects the statements that touched more than they may, but for those that are known and said why.</summary>
public sealed class Verdict
{
    private readonly List<string> _offences = [];

    /// <summary>What is known of the tables at the moment.</summary>
    public string Statistics { get; set; } = "";

    public IReadOnlyList<string> Offences => _offences;

    public HashSet<KnownReader> Used { get; } = [];

    public void On(ExplainedStatement statement, Allowance allowance)
    {
        if (allowance.Holds(statement))
            return;
        if (KnownReader.All.FirstOrDefault(k => k.Is(statement) && k.Allowance.Holds(statement)) is { } known)
            Used.Add(known);
        else
            _offences.Add($"{Statistics}: {statement}");
    }
}
