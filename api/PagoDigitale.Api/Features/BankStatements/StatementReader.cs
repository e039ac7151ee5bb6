using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>How a file is laid out.</summary>
public sealed record StatementLayout(StatementColumns Columns, char Separator, int FirstRow, string Encoding, bool HasDecimalPoints)
{
    public StatementMapping ToMapping(string? accountIban) =>
        new()
        {
            DateColumn = Columns.Date,
            AmountColumn = Columns.Amount,
            DescriptionColumn = Columns.Description,
            DebitColumn = Columns.Debit,
            SignColumn = Columns.Sign,
            ProvvisorioColumn = Columns.Provvisorio,
            ValueDateColumn = Columns.ValueDate,
            Separator = Separator.ToString(),
            FirstRow = FirstRow,
            Encoding = Encoding,
            AccountIban = accountIban,
        };
}

/// <summary>A movement, or a line that is none and why.</summary>
public readonly record struct ReadLine(StatementLine? Movement, RejectedLine? Rejected);

/// <summary>
/// Reads a bank's CSV by the caller's columns, or by its headings. What stands before the first movement is passed over;
/// after it every line is a movement, or is reported: totals at the bottom are, so that nobody wonders where a line went.
/// The file is gone through as often as needed and never held: <paramref name="open"/> opens it from the beginning.
/// </summary>
public sealed class StatementReader(Func<Stream> open, StatementParameters upload, DateOnly today)
{
    private const string Separators = ";\t,|";
    private const int SampleMax = 200;

    /// <summary>Null when no line is recognised as a movement.</summary>
    public StatementLayout? Recognise()
    {
        string encoding;
        using (var content = open())
            encoding = StatementText.Recognise(content, upload.Encoding);
        var candidates = (upload.Separator is { } given ? given : Separators)
            .Select(s => (Separator: s, Columns: ColumnsOf(Sample(encoding, s))))
            .Where(c => c.Columns is not null)
            .Select(c =>
                (
                    c.Separator,
                    Columns: c.Columns!,
                    Movements: Sample(encoding, c.Separator).Count(new StatementLineReader(c.Columns!, today).LooksLikeMovement)
                )
            )
            .ToList();
        if (candidates.Count == 0)
            return null;
        var (separator, columns, _) = candidates.MaxBy(c => c.Movements);
        var reader = new StatementLineReader(columns, today);
        var firstRow = upload.FirstRow ?? Lines(encoding, separator).FirstOrDefault(reader.IsMeantAsMovement)?.Number;
        if (firstRow is not { } first)
            return null;
        columns = SignOf(
            columns,
            Lines(encoding, separator).Where(l => l.Number >= first && !l.IsBlank).Take(SampleMax).Where(reader.LooksLikeMovement).ToList()
        );
        return new(
            columns,
            separator,
            first,
            encoding,
            Lines(encoding, separator).Where(l => l.Number >= first).Any(reader.HasDecimalPoint)
        );
    }

    /// <summary>An amount under the heading Dare went out: taken as it stands it would count as a credit.</summary>
    public FieldError? MoneyOutAsAmount(StatementLayout layout)
    {
        var columns = layout.Columns;
        var found = Lines(layout.Encoding, layout.Separator)
            .TakeWhile(l => l.Number < layout.FirstRow)
            .Select(columns.Doubt)
            .FirstOrDefault(d => d.IsMoneyOut);
        return !found.IsMoneyOut
            ? null
            : new(
                "amountColumn",
                "money-out-column",
                BankStatementsTexts.IsMoneyOut.With(columns.Amount),
                found.MoneyIn is { } moneyIn
                    ? BankStatementsTexts.SendMoneyInAndOut.With(moneyIn, columns.Amount)
                    : BankStatementsTexts.SendMoneyOut.With(columns.Amount)
            );
    }

    public IEnumerable<ReadLine> Read(StatementLayout layout)
    {
        var reader = new StatementLineReader(layout.Columns, today);
        foreach (var line in Lines(layout.Encoding, layout.Separator))
        {
            if (line.Number < layout.FirstRow || line.IsBlank)
                continue;
            var movement = reader.Read(line, out var problem, layout.HasDecimalPoints);
            yield return new(movement, problem);
        }
    }

    /// <summary>The caller's columns, with what the headings add to them; or what the headings say alone.</summary>
    private StatementColumns? ColumnsOf(IEnumerable<CsvLine> sample)
    {
        var headed = sample
            .Select(l => StatementColumns.Headed(l, upload))
            .OfType<StatementColumns>()
            .Where(c => c.Date != c.Amount && c.Amount != c.Description);
        if (StatementColumns.Given(upload) is not { } given)
            return headed.FirstOrDefault();
        var moneyOut = headed.FirstOrDefault(c => c.Debit is not null || c.Sign is not null);
        int[] named = [given.Date, given.Amount, given.Description, given.Debit ?? 0, given.Sign ?? 0];
        return given with
        {
            Debit = given.Debit ?? (given.Sign is null ? moneyOut?.Debit : null),
            Sign = given.Sign ?? (given.Debit is null && moneyOut?.Debit is null ? moneyOut?.Sign : null),
            Provvisorio = given.Provvisorio ?? Unnamed(c => c.Provvisorio, given.ValueDate),
            ValueDate = given.ValueDate ?? Unnamed(c => c.ValueDate, given.Provvisorio),
        };

        // A column that the caller has named is what the caller says.
        int? Unnamed(Func<StatementColumns, int?> of, int? other) =>
            headed.Select(of).FirstOrDefault(c => c is not null && c != other && !named.Contains(c.Value));
    }

    /// <summary>
    /// A column that has nothing but signs beside amounts that have none says which of them went out: read without it, a storno
    /// counts as a credit.
    /// </summary>
    private static StatementColumns SignOf(StatementColumns columns, List<CsvLine> movements)
    {
        if (
            columns.Sign is not null
            || columns.Debit is not null
            || movements.Count == 0
            || movements.Exists(l => l.Column(columns.Amount)?.Contains('-', StringComparison.Ordinal) == true)
        )
            return columns;
        int[] taken = [columns.Date, columns.Amount, columns.Description, columns.Provvisorio ?? 0, columns.ValueDate ?? 0];
        var sign = Enumerable
            .Range(1, movements.Max(l => l.Columns.Count))
            .Where(c => !taken.Contains(c))
            .FirstOrDefault(c =>
                movements.TrueForAll(l => StatementColumns.SignOf(l.Column(c)) is not null)
                && movements.Exists(l => StatementColumns.SignOf(l.Column(c)) < 0)
            );
        return sign == 0 ? columns : columns with { Sign = sign };
    }

    private List<CsvLine> Sample(string encoding, char separator) => [.. Lines(encoding, separator).Take(SampleMax)];

    private IEnumerable<CsvLine> Lines(string encoding, char separator) => StatementText.Lines(open, encoding, separator);
}
