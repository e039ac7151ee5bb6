using System.Globalization;
using System.Text;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// Where each thing is in a line, counted from 1. Money out is a negative amount, an amount of its own column, or one with its sign in
/// another.
/// </summary>
public sealed record StatementColumns
{
    public required int Date { get; init; }
    public required int Amount { get; init; }
    public required int Description { get; init; }
    public int? Debit { get; init; }
    public int? Sign { get; init; }
    public int? Provvisorio { get; init; }
    public int? ValueDate { get; init; }

    /// <summary>Null when the caller has not named what cannot be done without.</summary>
    public static StatementColumns? Given(StatementParameters upload) =>
        upload.Named() is ({ } date, { } amount, { } description)
            ? new()
            {
                Date = date,
                Amount = amount,
                Description = description,
                Debit = upload.DebitColumn,
                Sign = upload.SignColumn,
                Provvisorio = upload.ProvvisorioColumn,
                ValueDate = upload.ValueDateColumn,
            }
            : null;

    /// <summary>What the headings say, where the caller has not said otherwise.</summary>
    public static StatementColumns? Headed(CsvLine headings, StatementParameters upload)
    {
        var names = headings.Columns.Select(Normalise).ToList();
        var named = upload.Named();
        var debit = Find(Debits);
        var amount = named.Amount ?? (debit is not null ? Find(Credits) : null) ?? Find(Amounts);
        if (
            (named.Date ?? Find(Dates)) is not { } date
            || amount is not { } found
            || (named.Description ?? Find(Descriptions)) is not { } description
        )
            return null;
        return new()
        {
            Date = date,
            Amount = found,
            Description = description,
            // A heading says what a column of money out is only beside one of money in.
            Debit =
                upload.DebitColumn
                ?? (names.ElementAtOrDefault(found - 1) is { } name && Credits.Contains(name) && debit != found ? debit : null),
            Sign = upload.SignColumn ?? (upload.DebitColumn is null && Find(Signs) is { } sign && sign != found ? sign : null),
            Provvisorio = upload.ProvvisorioColumn ?? Find(Provvisori),
            ValueDate = upload.ValueDateColumn ?? Find(ValueDates),
        };

        int? Find(IReadOnlyList<string> of) =>
            of.Select(n => names.IndexOf(n)).FirstOrDefault(i => i >= 0, -1) is >= 0 and var index ? index + 1 : null;
    }

    /// <summary>Whether a line calls the column of the amount one of money out, and the column it calls money in, if any.</summary>
    public (bool IsMoneyOut, int? MoneyIn) Doubt(CsvLine headings)
    {
        var names = headings.Columns.Select(Normalise).ToList();
        var moneyIn = names.FindIndex(n => Credits.Contains(n));
        return (
            Debit is null && Sign is null && names.ElementAtOrDefault(Amount - 1) is { } name && Debits.Contains(name),
            moneyIn < 0 ? null : moneyIn + 1
        );
    }

    /// <summary>Dare and avere, debit and credit, Soll and Haben, and the signs themselves; null for what is no sign.</summary>
    public static int? SignOf(string? text) =>
        text?.Trim().TrimEnd('.').ToUpperInvariant() switch
        {
            "A" or "AVERE" or "C" or "CR" or "CREDITO" or "ACCREDITO" or "H" or "HABEN" or "E" or "ENTRATA" or "+" => 1,
            "D" or "DARE" or "DB" or "DR" or "DEBITO" or "ADDEBITO" or "S" or "SOLL" or "U" or "USCITA" or "-" => -1,
            _ => null,
        };

    private static readonly string[] Dates =
    [
        "data",
        "data contabile",
        "data operazione",
        "data movimento",
        "data registrazione",
        "data op",
        "date",
    ];
    private static readonly string[] ValueDates = ["valuta", "data valuta"];
    private static readonly string[] Amounts = ["importo", "importo eur", "importo in euro", "importo euro", "ammontare", "amount"];
    private static readonly string[] Credits = ["avere", "accrediti", "accredito", "entrate", "entrata", "importo avere", "crediti"];
    private static readonly string[] Debits = ["dare", "addebiti", "addebito", "uscite", "uscita", "importo dare", "debiti"];
    private static readonly string[] Signs = ["segno", "dare avere", "d a", "a d", "c d", "d c", "h s", "s h", "segno importo"];
    private static readonly string[] Descriptions =
    [
        "descrizione",
        "causale",
        "descrizione operazione",
        "descrizione movimento",
        "causale descrizione",
        "dettagli",
        "description",
    ];
    private static readonly string[] Provvisori =
    [
        "provvisorio",
        "numero provvisorio",
        "n provvisorio",
        "nr provvisorio",
        "sospeso",
        "numero sospeso",
        "provvisorio di entrata",
    ];

    private static string Normalise(string heading)
    {
        var name = new StringBuilder(heading.Length);
        foreach (var c in heading.Trim().ToLower(CultureInfo.InvariantCulture))
            name.Append(char.IsLetterOrDigit(c) ? c : ' ');
        return string.Join(' ', name.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
