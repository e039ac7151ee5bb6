using System.Runtime.CompilerServices;

namespace PagoDigitale.Core.Tests;

/// <summary>Pages of specs that are made from the code. Set PAGODIGITALE_APPROVE=1 to rewrite them, then read the difference.</summary>
internal static class GeneratedPage
{
    private static readonly string _specs = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "../../specs"));

    public static void ShouldBeCurrent(string path, string page)
    {
        path = Path.Combine(_specs, path);
        if (Environment.GetEnvironmentVariable("PAGODIGITALE_APPROVE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, page);
        }
        File.Exists(path).ShouldBeTrue($"{path} is missing: run once with PAGODIGITALE_APPROVE=1.");
        File.ReadAllText(path)
            .ReplaceLineEndings("\n")
            .ShouldBe(page, "The code changed: run once with PAGODIGITALE_APPROVE=1 and review the page.");
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
