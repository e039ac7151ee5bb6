using System.Text;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>One line of the file: where it begins and its columns.</summary>
public sealed record CsvLine(int Number, IReadOnlyList<string> Columns)
{
    public bool IsBlank => Columns.All(string.IsNullOrWhiteSpace);

    /// <summary>The text of a column counted from 1; null when the line is too short.</summary>
    public string? Column(int number) => number <= Columns.Count ? Columns[number - 1] : null;
}

/// <summary>Reads separated columns (RFC 4180): quotes, doubled quotes, line breaks inside quotes.</summary>
public static class CsvLines
{
    /// <summary>A quote that is never closed would swallow the rest of the file into one column.</summary>
    private const int ColumnLengthMax = 10_000;

    public static IEnumerable<CsvLine> Read(string text, char separator)
    {
        var columns = new List<string>();
        var column = new StringBuilder();
        var (number, startedAt, isQuoted) = (1, 1, false);
        // Kept up to date rather than looked up: a column may be as long as the file.
        var isBlank = true;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (isQuoted && column.Length < ColumnLengthMax)
            {
                if (c == '"' && i + 1 < text.Length && text[i + 1] == '"')
                    column.Append(text[i++]);
                else if (c == '"')
                    isQuoted = false;
                else
                {
                    column.Append(c);
                    if (c == '\n')
                        number++;
                }
                continue;
            }
            isQuoted = false;
            if (c == '"' && isBlank)
            {
                column.Clear();
                isQuoted = true;
                isBlank = false;
            }
            else if (c == separator)
                Take();
            else if (c is '\r' or '\n')
            {
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                    i++;
                Take();
                yield return new CsvLine(startedAt, columns.ToArray());
                columns.Clear();
                startedAt = ++number;
            }
            else
            {
                column.Append(c);
                isBlank &= char.IsWhiteSpace(c);
            }
        }
        Take();
        if (columns.Count > 1 || columns[0].Length > 0)
            yield return new CsvLine(startedAt, columns.ToArray());

        void Take()
        {
            columns.Add(column.ToString());
            column.Clear();
            isBlank = true;
        }
    }
}
