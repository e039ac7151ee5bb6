using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A line that could be read.</summary>
public sealed record StatementLine(int LineNumber, DateOnly AccountingDate, DateOnly? ValueDate, long AmountCents, string Description, string? Provvisorio);

/// <summary>What a file says, or nothing recognisable when <see cref="Mapping"/> is null.</summary>
public sealed record StatementReading(StatementMapping? Mapping, IReadOnlyList<StatementLine> Lines, IReadOnlyList<RejectedLine> Rejected);

/// <summary>
/// Reads a bank's CSV by the caller's columns. Headings and whatever else stands before the first movement are passed over;
/// after it every line is a movement, or is reported: totals at the bottom are, so that nobody wonders where a line went.
/// </summary>
public static class StatementReader
{
    private const string Separators = ";\t,|";
    private const int SampleMax = 200;
    private const int DescriptionLengthMax = 2000;
    private const int ProvvisorioLengthMax = 30;
    private const int ValueLengthMax = 500;

    public static StatementReading Read(byte[] content, StatementUpload upload)
    {
        var (text, encoding) = StatementText.Decode(content, upload.Encoding);
        var separator = upload.Separator is { } given ? given[0] : Separators.MaxBy(s => CsvLines.Read(text, s).Take(SampleMax).Count(l => IsMovement(l, upload)));
        var lines = CsvLines.Read(text, separator).ToList();
        var firstRow = upload.FirstRow ?? lines.FirstOrDefault(l => IsMovement(l, upload))?.Number;
        if (firstRow is null)
            return new(null, [], []);
        var (read, rejected) = (new List<StatementLine>(lines.Count), new List<RejectedLine>());
        foreach (var line in lines.Where(l => l.Number >= firstRow && !l.IsBlank))
        {
            if (ReadLine(line, upload, out var problem) is { } movement)
                read.Add(movement);
            else
                rejected.Add(problem!);
        }
        return new(Mapping(upload, separator, firstRow.Value, encoding), read, rejected);
    }

    private static bool IsMovement(CsvLine line, StatementUpload upload) => ReadLine(line, upload, out _) is not null;

    private static StatementLine? ReadLine(CsvLine line, StatementUpload upload, out RejectedLine? problem)
    {
        problem = null;
        if (!TryDate(line.Column(upload.DateColumn), out var date))
            return Reject("dateColumn", "invalid-date", "The date is not a day like 31/12/2026.", line.Column(upload.DateColumn), out problem);
        DateOnly? valueDate = null;
        if (upload.ValueDateColumn is { } valueColumn && !string.IsNullOrWhiteSpace(line.Column(valueColumn)))
        {
            if (!TryDate(line.Column(valueColumn), out var parsed))
                return Reject("valueDateColumn", "invalid-date", "The value date is not a day like 31/12/2026.", line.Column(valueColumn), out problem);
            valueDate = parsed;
        }
        if (!EuroCents.TryParseItalian(line.Column(upload.AmountColumn), out var cents, out var reason))
            return Reject("amountColumn", "invalid-amount", reason!, line.Column(upload.AmountColumn), out problem);
        if (line.Column(upload.DescriptionColumn) is not { } description)
            return Reject("descriptionColumn", "missing-column", "The line ends before this column.", "", out problem);
        var provvisorio = upload.ProvvisorioColumn is { } column ? line.Column(column)?.Trim() : null;
        if (provvisorio?.Length > ProvvisorioLengthMax)
            return Reject("provvisorioColumn", "too-long", $"A provisional entry has at most {ProvvisorioLengthMax} characters.", provvisorio, out problem);
        description = description.Trim();
        return new(line.Number, date, valueDate, cents, description.Length <= DescriptionLengthMax ? description : description[..DescriptionLengthMax],
            string.IsNullOrEmpty(provvisorio) ? null : provvisorio);

        StatementLine? Reject(string field, string code, string message, string? value, out RejectedLine? rejected)
        {
            value ??= "";
            rejected = new() { LineNumber = line.Number, Field = field, Code = code, Message = message, Value = value.Length <= ValueLengthMax ? value : value[..ValueLengthMax] };
            return null;
        }
    }

    /// <summary>Spreadsheets write a day with its midnight.</summary>
    private static bool TryDate(string? text, out DateOnly date) => ItalianDates.TryParse(text?.Trim().Split(' ', 'T')[0], out date);

    private static StatementMapping Mapping(StatementUpload upload, char separator, int firstRow, string encoding) => new()
    {
        DateColumn = upload.DateColumn,
        AmountColumn = upload.AmountColumn,
        DescriptionColumn = upload.DescriptionColumn,
        ProvvisorioColumn = upload.ProvvisorioColumn,
        ValueDateColumn = upload.ValueDateColumn,
        Separator = separator.ToString(),
        FirstRow = firstRow,
        Encoding = encoding,
        AccountIban = upload.AccountIban,
    };
}
