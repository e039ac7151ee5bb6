using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>Where a caller meets a code.</summary>
[Flags]
public enum CodePlaces
{
    /// <summary>The code of a problem: the whole request was refused, or failed.</summary>
    Problem = 1,

    /// <summary>One of the errors of a problem: a field to mend.</summary>
    Field = 2,

    /// <summary>A row of a file, or an item of a batch, that was refused while others were taken.</summary>
    Row = 4,

    /// <summary>Taken or done all the same.</summary>
    Warning = 8,

    /// <summary>What does not add up in what came from outside.</summary>
    Anomaly = 16,

    /// <summary>Why work in the background ended without its result.</summary>
    Failure = 32,
}

/// <summary>
/// A code of the catalogue. It means the same wherever it is met; the texts beside it say what happened this time, these what
/// holds every time.
/// </summary>
/// <param name="Statuses">Of the answers whose problem it is.</param>
public sealed record ErrorCode(string Code, CodePlaces Places, IReadOnlyList<int> Statuses, Wording Meaning, Wording Remedy)
{
    public static ErrorCode Problem(int status, string code, Wording meaning, Wording remedy) =>
        new(code, CodePlaces.Problem, [status], meaning, remedy);

    public static ErrorCode Field(string code, Wording meaning, Wording remedy) => new(code, CodePlaces.Field, [], meaning, remedy);

    public static ErrorCode Row(string code, Wording meaning, Wording remedy) => new(code, CodePlaces.Row, [], meaning, remedy);

    public static ErrorCode Warning(string code, Wording meaning, Wording remedy) => new(code, CodePlaces.Warning, [], meaning, remedy);

    public static ErrorCode Anomaly(string code, Wording meaning, Wording remedy) => new(code, CodePlaces.Anomaly, [], meaning, remedy);

    public static ErrorCode Failure(string code, Wording meaning, Wording remedy) => new(code, CodePlaces.Failure, [], meaning, remedy);

    public ErrorCode Also(CodePlaces places) => this with { Places = Places | places };

    public ErrorCode AlsoProblem(int status) => this with { Places = Places | CodePlaces.Problem, Statuses = [.. Statuses, status] };
}
