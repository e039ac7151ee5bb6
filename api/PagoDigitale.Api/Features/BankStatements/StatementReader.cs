namespace PagoDigitale.Api.Features.BankStatements;

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

    public static StatementReading Read(byte[] content, StatementUpload upload, DateOnly today)
    {
        var reader = new StatementLineReader(upload, today);
        var (text, encoding) = StatementText.Decode(content, upload.Encoding);
        var separator = upload.Separator is { } given ? given[0] : Separators.MaxBy(s => CsvLines.Read(text, s).Take(SampleMax).Count(reader.LooksLikeMovement));
        var lines = CsvLines.Read(text, separator).ToList();
        var firstRow = upload.FirstRow ?? lines.FirstOrDefault(reader.LooksLikeMovement)?.Number;
        if (firstRow is null)
            return new(null, [], []);
        var (read, rejected) = (new List<StatementLine>(lines.Count), new List<RejectedLine>());
        lines.RemoveAll(l => l.Number < firstRow || l.IsBlank);
        var hasDecimalPoints = lines.Exists(reader.HasDecimalPoint);
        foreach (var line in lines)
        {
            if (reader.Read(line, out var problem, hasDecimalPoints) is { } movement)
                read.Add(movement);
            else
                rejected.Add(problem!);
        }
        return new(Mapping(upload, separator, firstRow.Value, encoding), read, rejected);
    }

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
