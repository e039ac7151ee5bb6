using System.Globalization;
using System.Text;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Files;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>
/// Reads the published CSV: <c>;</c> between the columns (a spreadsheet may have made it <c>,</c> or tab), UTF-8 or
/// Windows-1252, texts in quotes with line breaks in them. A row that cannot be read is told and left out.
/// </summary>
public sealed class TaxonomyFile
{
    private const int ProblemsMax = 100;
    private const int RowsMax = 100_000;
    private const int NameLengthMax = 300;
    private const int DescriptionLengthMax = 4000;

    private static readonly char[] Delimiters = [';', ',', '\t'];
    private static readonly string[] DateForms = ["d/M/yyyy", "yyyy-MM-dd"];

    private readonly List<TaxonomyRow> _rows = [];
    private readonly List<TaxonomyProblem> _problems = [];
    private readonly Dictionary<string, List<TaxonomyRow>> _seen = new(StringComparer.Ordinal);
    private int _read;
    private int _rejected;

    private TaxonomyFile() { }

    public static Outcome<TaxonomyList> Read(byte[] content)
    {
        using var stream = new MemoryStream(content);
        var (encoding, hasZeros) = TextEncodings.Recognise(stream);
        if (hasZeros || !encoding.IsSingleByte && encoding.CodePage != TextEncodings.Utf8.CodePage)
            return Refused("not-a-text-file", TaxonomyTexts.HoldsZeros, TaxonomyTexts.SendCsv);
        var text = encoding.GetString(content).TrimStart('\ufeff');
        var header = text.AsSpan();
        if (header.IndexOfAny('\r', '\n') is >= 0 and var end)
            header = header[..end];
        var delimiter = ';';
        foreach (var candidate in Delimiters)
            if (header.Count(candidate) > header.Count(delimiter))
                delimiter = candidate;
        return new TaxonomyFile().Read(text, delimiter);
    }

    private Outcome<TaxonomyList> Read(string text, char delimiter)
    {
        using var csv = new CsvRecords(new StringReader(text), delimiter);
        TaxonomyColumns? columns = null;
        var number = 0;
        while (csv.Read() && _read <= RowsMax)
        {
            number++;
            var cells = csv.Cells;
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (columns is not null)
                Take(columns, cells, number);
            else if (TaxonomyColumns.Of(cells) is var found && found.Error is { } error)
                return error;
            else
                columns = found.Value;
        }
        if (csv.IsBroken || _read > RowsMax)
            return Refused("csv-broken", TaxonomyTexts.IsBroken.With(number), TaxonomyTexts.DownloadUnbroken);
        return _rows.Count > 0
            ? new TaxonomyList(_rows, _read, _rejected, _problems)
            : Refused(
                "no-codes",
                _read == 0 ? TaxonomyTexts.HasNoRows : TaxonomyTexts.HasNoCodes.With(_read),
                TaxonomyTexts.SendAsPublished
            );
    }

    private void Take(TaxonomyColumns columns, string[] cells, int number)
    {
        _read++;
        var code = TaxonomyCode.TryParse(columns.Cell(cells, TaxonomyColumn.Code), out var parsed) ? parsed.Listed : null;
        var from = Day(columns.Cell(cells, TaxonomyColumn.ValidFrom));
        var to = Day(columns.Cell(cells, TaxonomyColumn.ValidTo));
        var isEndless = string.IsNullOrWhiteSpace(columns.Cell(cells, TaxonomyColumn.ValidTo));
        if (code is null)
            Reject(TaxonomyColumn.Code, "taxonomy-code-invalid", TaxonomyTexts.RowHasNoCode);
        else if (from is null)
            Reject(TaxonomyColumn.ValidFrom, "date-invalid", TaxonomyTexts.RowHasNoDay);
        else if (to is null && !isEndless)
            Reject(TaxonomyColumn.ValidTo, "date-invalid", TaxonomyTexts.RowHasNoDay);
        else if (to < from)
            Reject(TaxonomyColumn.ValidTo, "validity-ends-before-it-begins", TaxonomyTexts.RowEndsBeforeItBegins.With(Written(from.Value)));
        else
            Keep(
                new(
                    code,
                    from.Value,
                    to,
                    Text(TaxonomyColumn.Name, NameLengthMax),
                    Text(TaxonomyColumn.Description, DescriptionLengthMax),
                    Text(TaxonomyColumn.OrganizationType, NameLengthMax),
                    Text(TaxonomyColumn.MacroArea, NameLengthMax),
                    Text(TaxonomyColumn.Edition, 35)
                )
            );

        string? Text(TaxonomyColumn column, int lengthMax) => Clean(columns.Cell(cells, column), lengthMax);

        void Reject(TaxonomyColumn column, string fault, Message message)
        {
            _rejected++;
            if (_problems.Count < ProblemsMax)
                _problems.Add(
                    new()
                    {
                        Row = number,
                        Field = columns.NameOf(column),
                        Code = fault,
                        Message = message,
                        Remedy = TaxonomyTexts.MendRow,
                        Value = Text(column, 140),
                    }
                );
        }

        void Keep(TaxonomyRow row)
        {
            var others = _seen.TryGetValue(row.Code, out var before) ? before : _seen[row.Code] = [];
            // The same thing said twice is said once; two things about one day cannot both be true.
            if (others.Contains(row))
                return;
            if (others.Find(row.Overlaps) is { } other)
            {
                Reject(TaxonomyColumn.Code, "code-twice", TaxonomyTexts.RowIsContradicted.With(Written(other.ValidFrom)));
                return;
            }
            others.Add(row);
            _rows.Add(row);
        }
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text?.Trim(), DateForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>As the file writes days.</summary>
    private static string Written(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>One line without what nobody sees.</summary>
    private static string? Clean(string? cell, int lengthMax)
    {
        var text = PlainText.Without((cell ?? "").ReplaceLineEndings(" ").Replace('\t', ' ')).Trim();
        return text.Length == 0 ? null : Clipped.WithEllipsis(text, lengthMax);
    }

    private static ApiError Refused(string code, Message message, Message remedy) =>
        ApiError.Invalid(new FieldError("file", code, message, remedy));
}
