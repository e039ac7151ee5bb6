using System.Text;
using System.Text.RegularExpressions;

namespace PagoDigitale.Sdk.Package.Tests;

/// <summary>
/// Every C# snippet of the READMEs as a program: what a snippet takes for granted is there as a field, and what it declares itself
/// hides the field.
/// </summary>
internal static partial class ReadmeProgram
{
    public static IReadOnlyList<string> Snippets(string readme) =>
        [.. Block().Matches(readme.ReplaceLineEndings("\n")).Select(match => match.Groups["code"].Value)];

    public static string Of(IEnumerable<string> snippets)
    {
        var usings = new SortedSet<string>(StringComparer.Ordinal)
        {
            "using Microsoft.Extensions.DependencyInjection;",
            "using PagoDigitale.Sdk;",
        };
        var (calls, methods) = (new StringBuilder(), new StringBuilder());
        foreach (var (index, snippet) in snippets.Index())
        {
            foreach (Match found in Using().Matches(snippet))
                usings.Add(found.Value.TrimEnd());
            calls.Append($"        await Snippet{index}Async(); Console.WriteLine(\"snippet {index}\");\n");
            methods.Append($"\n    private static async Task Snippet{index}Async()\n    {{\n{Using().Replace(snippet, "")}    }}\n");
        }
        return $$"""
            // A snippet may show a function that nobody calls there.
            #pragma warning disable CS8321
            {{string.Join('\n', usings)}}

            public static class Program
            {
                private static Uri baseUrl = null!;
                private static string id = "", secret = "", organization = "";
                private static PagoDigitaleClient client = null!;
                private static readonly IServiceCollection services = new ServiceCollection();

                public static async Task Main(string[] args)
                {
                    (baseUrl, id, secret, organization) = (new Uri(args[0]), args[1], args[2], args[3]);
                    client = new PagoDigitaleClient(new() { BaseAddress = baseUrl, ClientId = id, ClientSecret = secret });
            {{calls}}    }
            {{methods}}
            }

            """;
    }

    [GeneratedRegex(@"^```csharp\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^using [\w.]+;\n", RegexOptions.Multiline)]
    private static partial Regex Using();
}
