using System.Text.RegularExpressions;

namespace PagoDigitale.Scenarios.Readme;

/// <summary>The code blocks of a README, and the parts of our own sources that they must be.</summary>
internal static partial class ReadmeText
{
    public const string Root = "README.md";
    public const string Sdk = "SDK-README.md";

    public static string Of(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "readme", file)).ReplaceLineEndings("\n");

    public static IReadOnlyList<string> Blocks(string file, string language) =>
        [.. Block().Matches(Of(file)).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value.TrimEnd('\n'))];

    /// <summary>Between the marks, moved to the left margin.</summary>
    public static IReadOnlyList<string> Marked(string source, string mark)
    {
        var parts = Regex.Matches(
            Of(source),
            $@"^ *// <{mark}>\n(?<code>.*?)^ *// </{mark}>\n",
            RegexOptions.Multiline | RegexOptions.Singleline
        );
        return [.. parts.Select(m => Dedented(m.Groups["code"].Value.TrimEnd('\n')))];
    }

    /// <summary>Whatever the line breaks.</summary>
    public static string OneLine(string text) => Blanks().Replace(text, " ").Trim();

    private static string Dedented(string code)
    {
        var lines = code.Split('\n');
        var margin = lines.Where(l => l.Length > 0).Min(l => l.Length - l.TrimStart(' ').Length);
        return string.Join('\n', lines.Select(l => l.Length == 0 ? l : l[margin..]));
    }

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
