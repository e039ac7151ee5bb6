using System.Text;
using System.Text.RegularExpressions;
using PagoDigitale.Api;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>
/// Every code a caller can meet is declared once, with what it means and what to do, and every declared code is used. What the
/// running application answers is compared with the catalogue at every exchange the tests make (ContractHandler).
/// </summary>
public sealed partial class ErrorCatalogueTests
{
    private static readonly List<(Feature Feature, ErrorCode Error)> _declared =
    [
        .. House.Features.SelectMany(f => f.Errors, (f, e) => (f, e)),
    ];

    private static readonly Dictionary<string, ErrorCode> _catalogue = _declared
        .DistinctBy(d => d.Error.Code)
        .ToDictionary(d => d.Error.Code, d => d.Error);

    /// <summary>Words in kebab-case that are no codes: states, kinds of messages and of things, encodings, names of settings.</summary>
    private static readonly HashSet<string> _otherWords =
    [
        "activity-anchor",
        "automatic-before",
        "bank-statement",
        "e-mail",
        "iso-8859-1",
        "iso-8859-15",
        "job-date",
        "no-room",
        "node-payment",
        "node-receipt",
        "node-unreadable",
        "node-verify",
        "not-a-receipt",
        "outside-node",
        "partially-paid",
        "pagodigitale-api",
        "payer-credit",
        "biz-events",
        "receipt-archive",
        "receipt-recovered",
        "receipt-upload",
        "reconciliation-job",
        "no-referrer",
        "signing-keys",
        "taxonomy-version",
        "utf-16",
        "utf-8",
        "windows-1252",
        "x-gzip",
        .. House.Features.SelectMany(f => f.LedgerControls),
    ];

    /// <summary>A word of one part is a code only where a code is expected.</summary>
    private static readonly List<(string? Room, string Code, string File)> _used = [.. Sources().SelectMany(CodesIn)];

    [Fact]
    public void No_code_is_declared_twice() => _declared.Select(d => d.Error.Code).ShouldBeUnique();

    [Fact]
    public void Every_code_that_is_used_is_declared() =>
        _used
            .Where(u => !_catalogue.ContainsKey(u.Code) && !_otherWords.Contains(u.Code))
            .Select(u => $"{u.Code} in {u.File}")
            .Distinct()
            .ShouldBeEmpty();

    [Fact]
    public void Every_code_that_is_declared_is_used() =>
        _catalogue.Keys.Except(_used.Select(u => u.Code)).ShouldBeEmpty("declared, and nobody says it");

    [Fact]
    public void What_is_no_code_is_there() =>
        _otherWords.Except(_used.Select(u => u.Code)).ShouldBeEmpty("among the other words for nothing");

    [Fact]
    public void A_code_is_declared_no_higher_than_it_is_used()
    {
        var floors = House.Features.ToDictionary(f => f.Name, f => f.Floor);

        (
            from used in _used
            where used.Room is not null
            from declared in _declared
            where declared.Error.Code == used.Code && declared.Feature.Name != used.Room && declared.Feature.Floor >= floors[used.Room]
            select $"{used.Code} of {declared.Feature.Name} in {used.File}"
        )
            .Distinct()
            .ShouldBeEmpty();
    }

    [Fact]
    public void No_two_codes_mean_the_same_in_other_words() =>
        _catalogue
            .Keys.GroupBy(Meaning)
            .Where(g => g.Count() > 1)
            .Select(g => string.Join(" = ", g.Order(StringComparer.Ordinal)))
            .ShouldBeEmpty("one fault, one code");

    [Fact]
    public void A_code_is_told_in_sentences()
    {
        var offenders = _catalogue.Values.Where(e =>
            !KebabCase().IsMatch(e.Code)
            || e.Code.Length > 64
            || new[] { e.Meaning.English, e.Meaning.Italian }.Any(t => !t.EndsWith('.') || t.Length is < 15 or > 200)
            || new[] { e.Remedy.English, e.Remedy.Italian }.Any(t => !t.EndsWith('.') || t.Length is < 8 or > 200)
            || e.Places.HasFlag(CodePlaces.Problem) != e.Statuses.Count > 0
        );

        offenders.Select(e => e.Code).ShouldBeEmpty();
    }

    [Fact]
    public void The_statuses_are_those_of_the_source()
    {
        var told = (
            from path in Sources()
            from found in Refusals(File.ReadAllText(path))
            where _catalogue.ContainsKey(found.Code)
            select found
        )
            .Distinct()
            .ToList();

        told.Where(t => !_catalogue[t.Code].Statuses.Contains(t.Status))
            .Select(t => $"{t.Code} is refused with {t.Status}")
            .ShouldBeEmpty();
        told.Count.ShouldBeGreaterThan(100);
    }

    [Fact]
    public void The_statuses_are_those_of_the_contract()
    {
        var status = 0;
        var wrong = new List<string>();
        var seen = 0;
        foreach (var line in File.ReadLines(Path.Combine(Product.Root, "openapi.yaml")))
        {
            if (ContractStatus().Match(line) is { Success: true } answer)
                status = int.Parse(answer.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            else if (line == "      value:")
                status = 0;
            else if (status > 0 && ContractProblem().Match(line) is { Success: true } problem)
            {
                seen++;
                if (!_catalogue.TryGetValue(problem.Groups[1].Value, out var error) || !error.Statuses.Contains(status))
                    wrong.Add($"{problem.Groups[1].Value} {status}");
            }
        }
        wrong.ShouldBeEmpty();
        seen.ShouldBeGreaterThan(15);
    }

    [Fact]
    public void The_page_of_the_problems_is_this_catalogue()
    {
        var page = Path.Combine(Product.Root, "specs/problems.md");
        var current = Page();
        if (Environment.GetEnvironmentVariable("PAGODIGITALE_APPROVE") == "1")
            File.WriteAllText(page, current);
        else
            File.ReadAllText(page).ShouldBe(current, "run the tests with PAGODIGITALE_APPROVE=1 and read the difference");
    }

    private static string Page()
    {
        var page = new StringBuilder(
            """
            # Codes of problems

            Generated by `ErrorCatalogueTests` from the declarations of the features (`Errors`); an instance serves the same at
            `/problems`, and the `type` of a problem is the address of the page of its code.

            A code is stable and means the same wherever it is met: `problem`, the code of the answer, with its status; `field`, one
            of the `errors` of a problem; `row`, a row of a file or an item of a batch; `warning`; `anomaly`, in what came from
            outside; `failure` of work in the background. A program looks at the code; the texts beside it say what happened this
            time.

            The texts are told in Italian to who asks for it (`Accept-Language: it`), else in English.

            | code | where | what it means · che cosa significa | what to do · che cosa fare |
            |---|---|---|---|

            """
        );
        foreach (var error in _catalogue.Values.OrderBy(e => e.Code, StringComparer.Ordinal))
            page.Append($"| `{error.Code}` | {Where(error)} | {Cell(error.Meaning)} | {Cell(error.Remedy)} |\n");
        return page.ToString();
    }

    private static string Where(ErrorCode error) =>
        string.Join(
            ", ",
            Enum.GetValues<CodePlaces>()
                .Where(p => error.Places.HasFlag(p))
                .Select(p => p == CodePlaces.Problem ? $"problem {string.Join(", ", error.Statuses)}" : p.ToString().ToLowerInvariant())
        );

    private static string Cell(Wording wording) => $"{wording.English}<br>{wording.Italian}".Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<string> Sources() =>
        new[] { "api/PagoDigitale.Platform", "api/PagoDigitale.Node", "api/PagoDigitale.Api/Features", "api/PagoDigitale.Api/Gateways" }
            .SelectMany(Product.Sources)
            .Where(f => !f.EndsWith("Errors.cs", StringComparison.Ordinal));

    private static IEnumerable<(string? Room, string Code, string File)> CodesIn(string path)
    {
        var file = Path.GetRelativePath(Product.Root, path);
        var room = Room().Match(file) is { Success: true } found ? found.Groups[1].Value : null;
        var source = Routes().Replace(File.ReadAllText(path), "");
        var codes = Words()
            .Matches(source)
            .Select(m => m.Groups[1].Value)
            .Where(w => w.Contains('-', StringComparison.Ordinal) || _catalogue.ContainsKey(w))
            .Concat(SqlWord().Matches(source).Select(m => m.Groups[1].Value))
            .Concat(OneWord().Matches(source).Select(m => m.Groups[1].Value))
            .Concat(CodeTaken().Matches(source).SelectMany(_ => new[] { "segregation-code-taken", "application-code-taken" }));
        return codes.Distinct().Select(c => (room, c, file));
    }

    private static IEnumerable<(string Code, int Status)> Refusals(string source) =>
        KindAndCode()
            .Matches(source)
            .Select(m => (m.Groups[2].Value, StatusOf(m.Groups[2].Value, Enum.Parse<ErrorKind>(m.Groups[1].Value))))
            .Concat(Conflict().Matches(source).Select(m => (m.Groups[1].Value, 409)))
            .Concat(Malformed().Matches(source).Select(m => (m.Groups[1].Value, 400)))
            .Concat(NotFound().Matches(source).Select(m => (m.Groups[1].Value, 404)));

    /// <summary>The framework's own status is kept where it has no kind.</summary>
    private static int StatusOf(string code, ErrorKind kind) => code == "method-not-allowed" ? 405 : ErrorStatus.Of(kind);

    /// <summary>The words of a code in one order, those that say the same as one.</summary>
    private static string Meaning(string code)
    {
        foreach (var (word, same) in _sameWords)
            code = Regex.Replace(code, $"(?<![a-z]){word}(?![a-z])", same);
        return string.Join('-', code.Split('-').Order(StringComparer.Ordinal));
    }

    private static readonly (string Word, string Same)[] _sameWords =
    [
        ("unknown", "not-found"),
        ("not-active", "inactive"),
        ("disabled", "inactive"),
        ("past", "passed"),
        ("expired", "passed"),
        ("required", "missing"),
        ("needed", "missing"),
        ("duplicate", "repeated"),
        ("twice", "repeated"),
        ("wrong", "invalid"),
        ("too-big", "too-large"),
        ("too-high", "too-large"),
        ("already-exists", "taken"),
        ("mailbox", "email"),
        ("implausible", "out-of-range"),
    ];

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$")]
    private static partial Regex KebabCase();

    [GeneratedRegex("\"([a-z0-9]+(?:-[a-z0-9]+)*)\"")]
    private static partial Regex Words();

    private const string TakesCode = @"\.(?:Remedy|Otherwise)\(|ErrorKind\.\w+,|\bCode =|ApiError\.(?:Conflict|Malformed|NotFound)\(";

    [GeneratedRegex($"(?:{TakesCode})\\s*\"([a-z0-9]+)\"")]
    private static partial Regex OneWord();

    [GeneratedRegex("'code', '([a-z0-9-]+)'")]
    private static partial Regex SqlWord();

    [GeneratedRegex("""(?:Tags|Route|Http(?:Get|Post|Put|Patch|Delete))\("[^"]*"\)""")]
    private static partial Regex Routes();

    [GeneratedRegex("""ApiError\.NotFound\(\s*"([a-z0-9-]+)",""")]
    private static partial Regex NotFound();

    [GeneratedRegex("""\$"\{name\}-code-taken""")]
    private static partial Regex CodeTaken();

    [GeneratedRegex("""ErrorKind\.(\w+),\s*"([a-z0-9-]+)",""")]
    private static partial Regex KindAndCode();

    [GeneratedRegex("""ApiError\.Conflict\(\s*"([a-z0-9-]+)",""")]
    private static partial Regex Conflict();

    [GeneratedRegex("""ApiError\.Malformed\(\s*"([a-z0-9-]+)",""")]
    private static partial Regex Malformed();

    [GeneratedRegex(@"(?:Features|Gateways)/(\w+)/")]
    private static partial Regex Room();

    [GeneratedRegex(@"^        status: ([45]\d\d)$")]
    private static partial Regex ContractStatus();

    [GeneratedRegex("^        code: '?([a-z0-9-]+)'?$")]
    private static partial Regex ContractProblem();
}
