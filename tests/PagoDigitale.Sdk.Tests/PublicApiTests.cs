using System.Runtime.CompilerServices;
using PublicApiGenerator;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

/// <summary>
/// All that a vendor's code can name, in one file that a reviewer reads: what goes from it breaks somebody. It is rewritten with
/// PAGODIGITALE_APPROVE=1, as most of it is generated. That the frameworks agree is checked when the package is made.
/// </summary>
public sealed class PublicApiTests
{
    [Fact]
    public void The_public_surface_is_the_approved_one()
    {
        var approved = Path.Combine(Folder(), "Approved", "PublicApi.txt");
        var current = typeof(PagoDigitaleClient)
            .Assembly.GeneratePublicApi(new ApiGeneratorOptions { IncludeAssemblyAttributes = false })
            .ReplaceLineEndings("\n");

        if (Environment.GetEnvironmentVariable("PAGODIGITALE_APPROVE") == "1")
            File.WriteAllText(approved, current);
        else
            File.ReadAllText(approved)
                .ReplaceLineEndings("\n")
                .ShouldBe(current, "run with PAGODIGITALE_APPROVE=1 and read the difference");
    }

    private static string Folder([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
