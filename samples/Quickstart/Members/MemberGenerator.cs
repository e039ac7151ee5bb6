using System.Globalization;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Quickstart.Members;

/// <summary>Makes members who do not exist, with fiscal codes that are valid. The same count gives the same members.</summary>
public static class MemberGenerator
{
    private static readonly string[] Surnames =
    [
        "Rossi",
        "Bianchi",
        "Esposito",
        "Ferrari",
        "Russo",
        "Romano",
        "Colombo",
        "Ricci",
        "Marino",
        "Greco",
        "Bruno",
        "Gallo",
        "Conti",
        "De Luca",
        "Mancini",
        "Costa",
        "Giordano",
        "Rizzo",
        "Lombardi",
        "Moretti",
        "D'Angelo",
        "Fontana",
        "Nicolò",
        "Santoro",
        "Fo",
    ];

    private static readonly (string Name, bool IsFemale)[] Names =
    [
        ("Maria", true),
        ("Giuseppe", false),
        ("Anna", true),
        ("Antonio", false),
        ("Giulia", true),
        ("Francesco", false),
        ("Chiara", true),
        ("Luca", false),
        ("Francesca", true),
        ("Niccolò", false),
        ("Al", false),
        ("Sara", true),
        ("Marco", false),
        ("Noemi", true),
    ];

    private static readonly string[] Birthplaces = ["H501", "F205", "L219", "F839", "D612", "A944", "G273", "C351", "D969", "A662", "Z404"];

    private static readonly DateOnly FirstBirthday = new(1952, 1, 7);

    /// <summary>Every how many members one is a company of professionals.</summary>
    private const int CompanyEvery = 40;

    public static IReadOnlyList<FeeKind> FeesOf(int year) =>
        [
            new("101", "30100.02.001", $"Quote ordinarie {year}", 13_000),
            new("102", "30100.02.002", $"Quote ridotte neoiscritti {year}", 8_050),
            new("103", "30100.02.003", $"Quote società tra professionisti {year}", 24_575),
        ];

    public static IReadOnlyList<Member> Make(int count, int year, DateOnly dueDate) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(number => number % CompanyEvery == 0 ? Company(number, year, dueDate) : Person(number, year, dueDate)),
        ];

    private static Member Person(int number, int year, DateOnly dueDate)
    {
        var (name, isFemale) = Names[number * 3 % Names.Length];
        var surname = Surnames[number * 7 % Surnames.Length];
        // Birthdays do not repeat, so fiscal codes cannot either.
        var birthday = FirstBirthday.AddDays(number * 37);
        var fiscalCode = FiscalCode.Build(surname, name, birthday, isFemale, Birthplaces[number % Birthplaces.Length]);
        var fee = FeesOf(year)[number % 5 == 0 ? 1 : 0];
        return Make(number, "F", fiscalCode.Value, $"{surname} {name}", fee, dueDate);
    }

    private static Member Company(int number, int year, DateOnly dueDate)
    {
        var first10 = (1_200_000_000L + (number * 101L)).ToString("D10", CultureInfo.InvariantCulture);
        return Make(
            number,
            "G",
            first10 + VatCheck.CheckDigit(first10),
            $"Studio {Surnames[number % Surnames.Length]} STP S.r.l.",
            FeesOf(year)[2],
            dueDate
        );
    }

    /// <summary>A few cents of secretariat fees make every sum an uneven one.</summary>
    private static Member Make(int number, string type, string fiscalCode, string name, FeeKind fee, DateOnly dueDate) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"ISCRITTO-{number:D4}"),
            type,
            fiscalCode,
            name,
            fee.Description,
            fee.AmountCents + (number % 7 * 33),
            dueDate,
            fee.AccertamentoNumber
        );
}
