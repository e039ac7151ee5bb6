using System.Text.Json;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Package.Tests;

/// <summary>What the READMEs show is compiled with the package and run against the API, from the files themselves.</summary>
[Collection(nameof(VendorProjects))]
public sealed class ReadmeTests(VendorProjects vendor)
{
    [Fact]
    public async Task Every_snippet_of_the_READMEs_runs()
    {
        vendor.Snippets.Count.ShouldBeGreaterThan(5);
        // The first snippet of the SDK's README begins where the quickstart ends: it reads what that wrote down.
        var folder = Directory.CreateDirectory(vendor.Program("net10.0", "Readme"));
        var demo = new Dictionary<string, string>
        {
            ["baseUrl"] = vendor.Api.BaseAddress.ToString(),
            ["clientId"] = TestKit.TestApi.AdminClientId,
            ["clientSecret"] = TestKit.TestApi.AdminSecret,
            ["organization"] = vendor.Organization.Code,
        };
        folder.CreateSubdirectory(".pagodigitale");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, ".pagodigitale", "demo.json"), JsonSerializer.Serialize(demo));

        var said = await VendorProjects.RunAsync(folder.FullName, "dotnet", ["Readme.dll", .. demo.Values]);

        for (var index = 0; index < vendor.Snippets.Count; index++)
            said.ShouldContain($"snippet {index}\n");
        var positions = (await vendor.Api.Admin.Positions.ListAsync(vendor.Organization.Code, new() { ServiceCode = "QUOTE" })).Items;
        positions.Select(position => position.ExternalId).ShouldContain("QUOTE-2026-000417");
        positions.Count(position => position is { AmountCents: 13_000, Description: "Quota 2026" }).ShouldBeGreaterThanOrEqualTo(2);
        (await vendor.Api.Admin.Debtors.ListAsync(vendor.Organization.Code)).Items.ShouldContain(debtor => debtor.Name == "Maria Rossi");
    }
}
