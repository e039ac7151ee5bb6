using System.Text.RegularExpressions;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Money;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A line that could be read.</summary>
public sealed record StatementLine(
    int LineNumber,
    DateOnly AccountingDate,
    DateOnly? ValueDate,
    long AmountCents,
    string Description,
    string? Provvisorio
);

/// <summary>Reads one line by the caller's columns, or says what is wrong with it and what to do.</summary>
public sealed partial class StatementLineReader(StatementColumns columns, DateOnly today)
{
    private const string ImplausibleDate = "date-implausible";
    private const int DescriptionLengthMax = 2000;
    private const int ProvvisorioLengthMax = 30;
    private const int ValueLengthMax = 500;

    /// <summary>
    /// A day that cannot be right is still the day of a movement: the line belongs to the movements, not to the headings.
    /// </summary>
    public bool LooksLikeMovement(CsvLine line) => Read(line, out var problem) is not null || problem!.Code == ImplausibleDate;

    /// <summary>
    /// A movement, or a line that nearly is one: with a day but no amount that can be read, or with an amount beside what is
    /// written like a day. It is told, and not passed over as a heading.
    /// </summary>
    public bool IsMeantAsMovement(CsvLine line)
    {
        var day = line.Column(columns.Date);
        return LooksLikeMovement(line)
            || IsWholeDay(day)
            || (day is not null && DayShape().IsMatch(day) && TryAmount(line, hasDecimalPoints: false, out _, out _));
    }

    public bool HasDecimalPoint(CsvLine line) =>
        (DecimalPoint.IsUsed(line.Column(columns.Amount)) || (columns.Debit is { } debit && DecimalPoint.IsUsed(line.Column(debit))))
        && LooksLikeMovement(line);

    /// <param name="hasDecimalPoints">Whether other lines of the file write their decimals after a point.</param>
    public StatementLine? Read(CsvLine line, out RejectedLine? problem, bool hasDecimalPoints = false)
    {
        problem = null;
        if (!TryDate(line.Column(columns.Date), out var date))
            return Reject(
                "dateColumn",
                "date-invalid",
                StatementLineTexts.NoDate,
                UnlessTotal("dateColumn", columns.Date),
                line.Column(columns.Date),
                out problem
            );
        DateOnly? valueDate = null;
        if (columns.ValueDate is { } valueColumn && !string.IsNullOrWhiteSpace(line.Column(valueColumn)))
        {
            if (!TryDate(line.Column(valueColumn), out var parsed))
                return Reject(
                    "valueDateColumn",
                    "date-invalid",
                    StatementLineTexts.NoValueDate,
                    UnlessTotal("valueDateColumn", valueColumn),
                    line.Column(valueColumn),
                    out problem
                );
            valueDate = parsed;
        }
        if (!TryAmount(line, hasDecimalPoints, out var cents, out var wrong))
            return Reject(wrong.Field, wrong.Code, wrong.Message, wrong.Remedy, wrong.Value, out problem);
        if (line.Column(columns.Description) is not { } description)
            return Reject(
                "descriptionColumn",
                "column-missing",
                StatementLineTexts.LineTooShort,
                StatementLineTexts.CompleteLine.With(columns.Description),
                "",
                out problem
            );
        var provvisorio = columns.Provvisorio is { } column ? line.Column(column)?.Trim() : null;
        if (provvisorio?.Length > ProvvisorioLengthMax)
            return Reject(
                "provvisorioColumn",
                "maximum-length",
                StatementLineTexts.ProvvisorioTooLong.With(ProvvisorioLengthMax),
                StatementLineTexts.CheckProvvisorioColumn.With(columns.Provvisorio),
                provvisorio,
                out problem
            );
        if (PlausibleDates.Problem(date, today) is { } odd)
            return Reject(
                "dateColumn",
                ImplausibleDate,
                StatementLineTexts.DateImplausible.With(odd),
                StatementLineTexts.MendTheFile,
                line.Column(columns.Date),
                out problem
            );
        if (valueDate is { } day && PlausibleDates.Problem(day, today) is { } oddValue)
            return Reject(
                "valueDateColumn",
                ImplausibleDate,
                StatementLineTexts.ValueDateImplausible.With(oddValue),
                StatementLineTexts.MendTheFile,
                line.Column(columns.ValueDate!.Value),
                out problem
            );
        description = description.Trim();
        if (description.Length > DescriptionLengthMax)
            return Reject(
                "descriptionColumn",
                "maximum-length",
                StatementLineTexts.DescriptionTooLong.With(DescriptionLengthMax),
                StatementLineTexts.CloseQuotes,
                description,
                out problem
            );
        return new(line.Number, date, valueDate, cents, description, string.IsNullOrEmpty(provvisorio) ? null : provvisorio);

        StatementLine? Reject(string field, string code, Message message, Message remedy, string? value, out RejectedLine? rejected)
        {
            rejected = new()
            {
                LineNumber = line.Number,
                Field = field,
                Code = code,
                Message = message,
                Remedy = remedy,
                Value = Clipped.To(value ?? "", ValueLengthMax),
            };
            return null;
        }
    }

    /// <summary>
    /// What came in less what went out: of two columns one is filled, or the other is zero; with the sign in another column the
    /// amount itself has none. Where both are one column, all of it went out.
    /// </summary>
    private bool TryAmount(
        CsvLine line,
        bool hasDecimalPoints,
        out long cents,
        out (string Field, string Code, Message Message, Message Remedy, string? Value) wrong
    )
    {
        (cents, wrong) = (0, default);
        var isOut =
            columns.Debit is { } debit
            && !string.IsNullOrWhiteSpace(line.Column(debit))
            && (debit == columns.Amount || IsNothing(line.Column(columns.Amount)));
        var (field, column) = isOut ? ("debitColumn", columns.Debit!.Value) : ("amountColumn", columns.Amount);
        var text = line.Column(column);
        if (!EuroCents.TryParseItalian(text, out cents, out var reason))
            wrong = (field, "amount-invalid", reason!, UnlessTotal(field, column), text);
        else if (hasDecimalPoints && DecimalPoint.IsAmbiguous(text))
            wrong = (field, "ambiguous-amount", StatementLineTexts.AmbiguousPoint, StatementLineTexts.WriteDecimals, text);
        else if (columns.Debit is { } other && !isOut && !IsNothing(line.Column(other)))
            wrong = ("debitColumn", "two-amounts", StatementLineTexts.InAndOut, UnlessTotal("debitColumn", other), line.Column(other));
        else if (columns.Sign is { } signs && StatementColumns.SignOf(line.Column(signs)) is null)
            wrong = ("signColumn", "invalid-sign", StatementLineTexts.NoSign, UnlessTotal("signColumn", signs), line.Column(signs));
        else if (columns.Sign is not null && cents < 0)
            wrong = ("amountColumn", "two-signs", StatementLineTexts.TwoSigns, UnlessTotal("amountColumn", column), text);
        // Banks write money out with and without its minus in the column of money out.
        cents =
            isOut ? -Math.Abs(cents)
            : columns.Sign is { } sign ? cents * (StatementColumns.SignOf(line.Column(sign)) ?? 1)
            : cents;
        return wrong.Code is null;
    }

    private static bool IsNothing(string? text) =>
        string.IsNullOrWhiteSpace(text) || (EuroCents.TryParseItalian(text, out var cents) && cents == 0);

    private static Message UnlessTotal(string parameter, int column) => StatementLineTexts.UnlessTotal.With(parameter, column);

    /// <summary>Spreadsheets write a day with its midnight.</summary>
    private static bool TryDate(string? text, out DateOnly date) => ItalianDates.TryParse(text?.Trim().Split(' ', 'T')[0], out date);

    /// <summary>Nothing but a day and perhaps an hour: a period at the top of a file is no movement.</summary>
    private static bool IsWholeDay(string? text) =>
        TryDate(text, out _)
        && (
            text!.Trim().IndexOfAny([' ', 'T']) is var at
            && (at < 0 || text.Trim()[(at + 1)..].All(c => char.IsAsciiDigit(c) || c is ':' or '.'))
        );

    [GeneratedRegex(@"^\s*\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\s*$")]
    private static partial Regex DayShape();
}
