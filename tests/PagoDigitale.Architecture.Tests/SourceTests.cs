using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>What the code must look like.</summary>
public sealed partial class SourceTests
{
    /// <summary>Of the formatter, which gives each argument of a long call a line of its own.</summary>
    private const int LinesMax = 500;
    private const int ColumnsMax = 140;
    private const int StatementLinesMax = 15;

    [Fact]
    public void Money_is_never_floating_point()
    {
        var offenders =
            from name in new[]
            {
                "PagoDigitale.Core",
                "PagoDigitale.Node",
                "PagoDigitale.Documents",
                "PagoDigitale.Platform",
                "PagoDigitale.Api",
            }
            from type in Product.Types(Product.Assembly(name))
            from member in type
                .Fields.Select(f => (f.Name, Type: f.FieldType.FullName))
                .Concat(type.Methods.SelectMany(m => m.Parameters.Select(p => (p.Name, Type: p.ParameterType.FullName))))
            where member.Type is "System.Double" or "System.Single" && MoneyName().IsMatch(member.Name)
            select $"{type.FullName}.{member.Name}";

        offenders.ShouldBeEmpty();
    }

    /// <summary>An operator who looks at a table that grows finds there why it is kept as it is.</summary>
    [Fact]
    public void The_how_to_names_every_table_that_is_vacuumed_or_filled_in_its_own_way()
    {
        var named = File.ReadAllText(Path.Combine(Product.Root, "specs/how-to/operate.md"));
        var tables = Product
            .Statements("api/PagoDigitale.Api/Database/Migrations")
            .SelectMany(f => StoredInItsOwnWay().Matches(File.ReadAllText(f)))
            .Select(m => m.Groups["table"].Value)
            .Distinct()
            .ToList();

        tables.Count.ShouldBeGreaterThan(10);
        tables.Where(t => !named.Contains($"`{t}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [GeneratedRegex(
        @"(ALTER TABLE (?<table>\w+) SET \(|CREATE TABLE (?<table>\w+) \((?:(?!;).)*?\)\s*WITH \()\s*(autovacuum|fillfactor)",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex StoredInItsOwnWay();

    [Fact]
    public void No_file_is_longer_than_a_reader_bears()
    {
        var offenders = new[] { "api", "sdk", "samples", "tests" }
            .SelectMany(Product.Sources)
            .Where(f => File.ReadLines(f).Count() > LinesMax)
            .Select(f => Path.GetRelativePath(Product.Root, f));

        offenders.ShouldBeEmpty();
    }

    /// <summary>The formatter breaks code, not texts and SQL.</summary>
    [Fact]
    public void No_line_is_wider_than_a_page()
    {
        var wide =
            from folder in new[] { "api", "sdk", "samples", "tests" }
            from file in Product.Sources(folder).Concat(Product.Statements(folder))
            let count = File.ReadLines(file).Count(l => l.Length > ColumnsMax)
            where count > 0
            select $"{Path.GetRelativePath(Product.Root, file).Replace('\\', '/')} {count}";

        wide.ShouldBeEmpty();
    }

    /// <summary>Longer SQL stands in a file of its own, which the migrated schema is asked to take (<c>SqlFileTests</c>).</summary>
    [Fact]
    public void No_statement_in_code_is_longer_than_a_reader_bears()
    {
        var offenders =
            from file in Product.Sources("api")
            from literal in Literal().Matches(File.ReadAllText(file))
            where Sql().IsMatch(literal.Value) && literal.Value.Count(c => c == '\n') - 1 > StatementLinesMax
            select $"{Path.GetRelativePath(Product.Root, file)}: {literal.Value.Split('\n')[1].Trim()}";

        offenders.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_undone_and_no_exception_is_swallowed()
    {
        var offenders = new[] { "api", "sdk", "samples" }
            .SelectMany(Product.Sources)
            .Where(f => Unfinished().IsMatch(File.ReadAllText(f)))
            .Select(f => Path.GetRelativePath(Product.Root, f));

        offenders.ShouldBeEmpty();
    }

    /// <summary>Cut by its index, a text may end in half a pair, which no database takes: <c>Clipped</c> knows where to cut.</summary>
    [Fact]
    public void No_text_is_shortened_by_its_index()
    {
        var offenders =
            from folder in new[] { "api", "sdk" }
            from file in Product.Sources(folder)
            where Path.GetFileName(file) != "Clipped.cs"
            from cut in ShorteningOf(File.ReadAllText(file))
            select $"{Path.GetRelativePath(Product.Root, file).Replace('\\', '/')}: {cut}";

        offenders.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("name[..NameLengthMax]")]
    [InlineData("name[..(Sheets.CellLengthMax - 1)]")]
    [InlineData("name[..59] + \"…\"")]
    [InlineData("$\"{name[..length]}…\"")]
    [InlineData("text.Length <= length ? text : text[..length]")]
    [InlineData("text.Length > max\n    ? text[..max]\n    : text")]
    [InlineData("text[..Math.Min(max, text.Length)]")]
    [InlineData("text.Substring(0, length)")]
    [InlineData("text.AsSpan(0, LengthMax)")]
    [InlineData("text.Remove(LengthMax)")]
    public void Shortening_is_seen_in_all_its_forms(string code) => ShorteningOf(code).ShouldNotBeEmpty();

    [Theory]
    [InlineData("[.. rows.Select(r => r.Id)]")]
    [InlineData("rows.Take(RowsMax)")]
    [InlineData("name[..^2]")]
    [InlineData("text[..colon]")]
    [InlineData("letters.Length > 3 ? letters : (letters + \"XXX\")[..3]")]
    public void What_shortens_nothing_is_let_be(string code) => ShorteningOf(code).ShouldBeEmpty();

    private static IEnumerable<string> ShorteningOf(string code) => Shortening().Matches(code).Select(m => m.Value);

    [Fact]
    public void Every_feature_folder_says_what_it_is()
    {
        var folders = Directory.EnumerateDirectories(Path.Combine(Product.Root, "api/PagoDigitale.Api/Features"));

        folders.Where(f => !File.Exists(Path.Combine(f, "README.md"))).Select(Path.GetFileName).ShouldBeEmpty();
    }

    [GeneratedRegex("\"\"\"(?s:.*?)\"\"\"")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\b(SELECT|INSERT|UPDATE|DELETE|WITH|COPY|MERGE)\b")]
    private static partial Regex Sql();

    [GeneratedRegex("cents|amount|importo", RegexOptions.IgnoreCase)]
    private static partial Regex MoneyName();

    [GeneratedRegex(
        @"[\w)!]\[\.\.[^\]\n]*Max\b[^\]\n]*\]|\[\.\.[^\]\n]*\](}|\s*\+\s*"")…"
            + @"|\.Length\s*[<>]=?\s*[\w.]+\s*\?[^;?]*?[\w)]\[\.\.[a-zA-Z(]"
            + @"|\[\.\.Math\.Min\(|\.Substring\(0,|\.AsSpan\(0, [\w.]*Max\b|\.Remove\([\w.]*Max\b"
    )]
    private static partial Regex Shortening();

    [GeneratedRegex(@"\bTO" + @"DO\b|NotImplemented" + @"Exception|catch\s*(\([^)]*\))?\s*\{\s*\}")]
    private static partial Regex Unfinished();
}
