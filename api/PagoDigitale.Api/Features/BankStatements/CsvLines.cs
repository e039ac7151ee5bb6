using System.Text;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>One line of the file: where it begins and its columns.</summary>
public sealed record CsvLine(int Number, IReadOnlyList<string> Columns)
{
    public bool IsBlank => Columns.All(string.IsNullOrWhiteSpace);

    /// <summary>The text of a column counted from 1; null when the line is too short.</summary>
    public string? Column(int number) => number <= Columns.Count ? Columns[number - 1] : null;
}

/// <summary>Reads separated columns (RFC 4180), a line at a time: quotes, doubled quotes, line breaks inside quotes.</summary>
public static class CsvLines
{
    /// <summary>A quote that is never closed would swallow the rest of the file into one column.</summary>
    private const int ColumnLengthMax = 10_000;

    public static IEnumerable<CsvLine> Read(TextReader reader, char separator)
    {
        var text = new Characters(reader);
        var columns = new List<string>();
        var column = new StringBuilder();
        var (number, startedAt, isQuoted) = (1, 1, false);
        // Kept up to date rather than looked up: a column may be as long as the file.
        var isBlank = true;
        while (text.TryRead(out var c))
        {
            if (isQuoted && column.Length < ColumnLengthMax)
            {
                if (c == '"' && text.TrySkip('"'))
                    column.Append('"');
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
                if (c == '\r')
                    text.TrySkip('\n');
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

    /// <summary>
    /// Characters one by one with a look ahead, without those that no text column holds: NUL, and the mark at the beginning.
    /// </summary>
    private sealed class Characters(TextReader reader)
    {
        private readonly char[] _buffer = new char[1 << 15];
        private int _next;
        private int _length;
        private bool _hasBegun;

        public bool TryRead(out char character)
        {
            while (TryPeek(out character))
            {
                _next++;
                if (character != '\0' && (_hasBegun || character != '\uFEFF'))
                {
                    _hasBegun = true;
                    return true;
                }
            }
            return false;
        }

        public bool TrySkip(char expected)
        {
            if (!TryPeek(out var character) || character != expected)
                return false;
            _next++;
            return true;
        }

        private bool TryPeek(out char character)
        {
            if (_next == _length)
                (_next, _length) = (0, reader.ReadBlock(_buffer));
            character = _next < _length ? _buffer[_next] : '\0';
            return _next < _length;
        }
    }
}
