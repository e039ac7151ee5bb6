namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>One line of the file: where it begins and its columns.</summary>
public sealed record CsvLine(int Number, IReadOnlyList<string> Columns)
{
    public bool IsBlank => Columns.All(string.IsNullOrWhiteSpace);

    /// <summary>The text of a column counted from 1; null when the line is too short.</summary>
    public string? Column(int number) => number <= Columns.Count ? Columns[number - 1] : null;
}
