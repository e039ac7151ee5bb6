using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>A line that could be read.</summary>
public sealed record StatementLine(int LineNumber, DateOnly AccountingDate, DateOnly? ValueDate, long AmountCents, string Description, string? Provvisorio);

/// <summary>Reads one line by the caller's columns, or says what is wrong with it and what to do.</summary>
public sealed class StatementLineReader(StatementUpload upload, DateOnly today)
{
    private const string ImplausibleDate = "implausible-date";
    private const string MendTheFile = "Correct the day and upload the file again: the lines that are already there are not added twice.";
    private const int DescriptionLengthMax = 2000;
    private const int ProvvisorioLengthMax = 30;
    private const int ValueLengthMax = 500;

    /// <summary>A day that cannot be right is still the day of a movement: the line belongs to the movements, not to the headings.</summary>
    public bool LooksLikeMovement(CsvLine line) => Read(line, out var problem) is not null || problem!.Code == ImplausibleDate;

    public bool HasDecimalPoint(CsvLine line) => DecimalPoint.IsUsed(line.Column(upload.AmountColumn)) && LooksLikeMovement(line);

    /// <param name="hasDecimalPoints">Whether other lines of the file write their decimals after a point.</param>
    public StatementLine? Read(CsvLine line, out RejectedLine? problem, bool hasDecimalPoints = false)
    {
        problem = null;
        if (!TryDate(line.Column(upload.DateColumn), out var date))
            return Reject("dateColumn", "invalid-date", "The date is not a day like 31/12/2026.", UnlessTotal("dateColumn", upload.DateColumn), line.Column(upload.DateColumn), out problem);
        DateOnly? valueDate = null;
        if (upload.ValueDateColumn is { } valueColumn && !string.IsNullOrWhiteSpace(line.Column(valueColumn)))
        {
            if (!TryDate(line.Column(valueColumn), out var parsed))
                return Reject("valueDateColumn", "invalid-date", "The value date is not a day like 31/12/2026.", UnlessTotal("valueDateColumn", valueColumn), line.Column(valueColumn), out problem);
            valueDate = parsed;
        }
        if (!EuroCents.TryParseItalian(line.Column(upload.AmountColumn), out var cents, out var reason))
            return Reject("amountColumn", "invalid-amount", reason!, UnlessTotal("amountColumn", upload.AmountColumn), line.Column(upload.AmountColumn), out problem);
        if (hasDecimalPoints && DecimalPoint.IsAmbiguous(line.Column(upload.AmountColumn)))
            return Reject("amountColumn", "ambiguous-amount", "Other lines write their decimals after a point, so the dot of this amount may separate thousands or decimals.",
                "Write it with two decimals, like 1234.00, and upload the file again: the lines that are already there are not added twice.", line.Column(upload.AmountColumn), out problem);
        if (line.Column(upload.DescriptionColumn) is not { } description)
            return Reject("descriptionColumn", "missing-column", "The line ends before this column.", $"Complete the line, or check the separator and that descriptionColumn is {upload.DescriptionColumn}.", "", out problem);
        var provvisorio = upload.ProvvisorioColumn is { } column ? line.Column(column)?.Trim() : null;
        if (provvisorio?.Length > ProvvisorioLengthMax)
            return Reject("provvisorioColumn", "too-long", $"A provisional entry has at most {ProvvisorioLengthMax} characters.",
                $"Check that provvisorioColumn is {upload.ProvvisorioColumn}, or leave it out.", provvisorio, out problem);
        if (PlausibleDates.Problem(date, today) is { } odd)
            return Reject("dateColumn", ImplausibleDate, $"The date {odd}.", MendTheFile, line.Column(upload.DateColumn), out problem);
        if (valueDate is { } day && PlausibleDates.Problem(day, today) is { } oddValue)
            return Reject("valueDateColumn", ImplausibleDate, $"The value date {oddValue}.", MendTheFile, line.Column(upload.ValueDateColumn!.Value), out problem);
        description = description.Trim();
        return new(line.Number, date, valueDate, cents, description.Length <= DescriptionLengthMax ? description : description[..DescriptionLengthMax],
            string.IsNullOrEmpty(provvisorio) ? null : provvisorio);

        StatementLine? Reject(string field, string code, string message, string remedy, string? value, out RejectedLine? rejected)
        {
            value ??= "";
            rejected = new()
            {
                LineNumber = line.Number,
                Field = field,
                Code = code,
                Message = message,
                Remedy = remedy,
                Value = value.Length <= ValueLengthMax ? value : value[..ValueLengthMax],
            };
            return null;
        }
    }

    private static string UnlessTotal(string parameter, int column) =>
        $"Correct it, or check the separator and that {parameter} is {column}. Nothing has to be done for a line that is no movement, such as a total.";

    /// <summary>Spreadsheets write a day with its midnight.</summary>
    private static bool TryDate(string? text, out DateOnly date) => ItalianDates.TryParse(text?.Trim().Split(' ', 'T')[0], out date);
}
