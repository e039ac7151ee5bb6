using System.Text.RegularExpressions;

namespace PagoDigitale.TestKit;

/// <summary>Which language a text is in, by words that only one of the two has.</summary>
public static partial class SpokenText
{
    /// <summary>Words that only an English sentence has; names of members, headers and operations are no words.</summary>
    private static readonly HashSet<string> _english = new(
        (
            "the of is are was were be been has have had not with without its it this that these those and or for from by on "
            + "at as an which who what where when whether than then there here only give send use take make write leave out "
            + "same another other must may can cannot of"
        ).Split(' '),
        StringComparer.Ordinal
    );

    private static readonly HashSet<string> _italian = new(
        "il lo la gli le un una di del della dei delle dello da dal dalla con per che non nel nella su sul sulla tra fra è sono".Split(' '),
        StringComparer.Ordinal
    );

    public static IEnumerable<string> EnglishWords(string text) => Words(text).Where(_english.Contains);

    public static IEnumerable<string> ItalianWords(string text) => Words(text).Where(_italian.Contains);

    /// <summary>Names of ours and of HTTP (camel case, hyphens, a field before its colon), codes and quotes are of no language.</summary>
    private static IEnumerable<string> Words(string text) =>
        Word().Matches(Names().Replace(text, " ")).Select(m => m.Value.ToLowerInvariant());

    [GeneratedRegex(@"`[^`]*`|'[^' ]*'|\{\w+\}|\([^)]*\)|\S+[-_/=:]\S+|\b[a-z]+[A-Z]\w*|\b\w*\d\w*\b|^[a-z]+:|\b[A-Z]{2,}\b")]
    private static partial Regex Names();

    [GeneratedRegex(@"[\p{L}]+")]
    private static partial Regex Word();
}
