using System.Text.RegularExpressions;

namespace PagoDigitale.Scenarios.Readme;

/// <summary>The code blocks of a README.</summary>
internal static partial class ReadmeText
{
    public const string Root = "README.md";

    public static string Of(string file) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "readme", file)).ReplaceLineEndings("\n");

    public static IReadOnlyList<string> Blocks(string file, string language) =>
        [.. Block().Matches(Of(file)).Where(m => m.Groups["language"].Value == language).Select(m => m.Groups["code"].Value.TrimEnd('\n'))];

    [GeneratedRegex(@"^```(?<language>\w+)\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
