using System.IO.Compression;
using System.Reflection.Metadata;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Package.Tests;

[Collection(nameof(VendorProjects))]
public sealed class PackageTests(VendorProjects vendor)
{
    private static readonly string[] Frameworks = ["netstandard2.0", "net8.0", "net10.0"];

    // Microsoft's Portable PDB specification, "Embedded Source".
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    [Theory]
    [InlineData("net48")]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public async Task A_vendors_program_collects_with_the_package(string framework)
    {
        var folder = vendor.Program(framework);
        // Mono stands for .NET Framework; where only a newer .NET is installed, it runs what was made for an older one.
        string[] start = framework == "net48" ? ["mono", "Program.exe"] : ["dotnet", "--roll-forward", "Major", "Program.dll"];

        var said = await VendorProjects.RunAsync(
            folder,
            start[0],
            [
                .. start[1..],
                vendor.Api.BaseAddress.ToString(),
                TestKit.TestApi.AdminClientId,
                TestKit.TestApi.AdminSecret,
                vendor.Organization.Code,
                vendor.Organization.Service,
                framework,
            ]
        );

        string[] once =
        [
            "created: 201 13000 2031-12-31",
            "changed: Quota 2026, seconda stesura",
            "found: 1",
            "notice: %PDF-",
            "flow: {0}.csv",
            "refused: 404 True",
        ];
        said.ReplaceLineEndings("\n")
            .TrimEnd('\n')
            .Split('\n')
            .ShouldBe(
                new[] { $"{framework}-made", $"{framework}-registered" }.SelectMany(name => once.Select(line => line.Replace("{0}", name)))
            );
        foreach (var way in (string[])["made", "registered"])
        {
            var kept = await vendor.Api.Admin.Positions.ListAsync(vendor.Organization.Code, new() { ExternalId = $"{framework}-{way}" });
            kept.Items.ShouldHaveSingleItem().AmountCents.ShouldBe(13_000);
        }
    }

    [Fact]
    public void The_package_says_what_it_is_and_how_it_is_used()
    {
        using var package = Open("nupkg");
        var files = package.Entries.Select(entry => entry.FullName).ToList();
        using var stream = package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        var metadata = XDocument.Load(stream).Root!.Elements().First();
        string? Said(string name) => metadata.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value;

        (Said("id"), Said("readme")).ShouldBe(("PagoDigitale.Sdk", "README.md"));
        (Said("description"), Said("tags"), Said("authors")).ShouldSatisfyAllConditions(
            said => said.Item1.ShouldNotBeNullOrWhiteSpace(),
            said => said.Item2.ShouldNotBeNullOrWhiteSpace(),
            said => said.Item3.ShouldBe("PagoDigitale")
        );
        files.ShouldContain("README.md");
        foreach (var framework in Frameworks)
        {
            files.ShouldContain($"lib/{framework}/PagoDigitale.Sdk.dll");
            files.ShouldContain($"lib/{framework}/PagoDigitale.Sdk.xml");
        }
    }

    [Fact]
    public void A_debugger_steps_into_the_code()
    {
        using var symbols = Open("snupkg");
        foreach (var framework in Frameworks)
        {
            using var copy = new MemoryStream();
            using (var stream = symbols.GetEntry($"lib/{framework}/PagoDigitale.Sdk.pdb").ShouldNotBeNull().Open())
                stream.CopyTo(copy);
            copy.Position = 0;
            using var provider = MetadataReaderProvider.FromPortablePdbStream(copy);
            var reader = provider.GetMetadataReader();
            var embedded = reader
                .CustomDebugInformation.Select(reader.GetCustomDebugInformation)
                .Where(information => reader.GetGuid(information.Kind) == EmbeddedSource)
                .Select(information => reader.GetString(reader.GetDocument((DocumentHandle)information.Parent).Name))
                .ToList();

            embedded.ShouldContain("/PagoDigitale.Sdk/PagoDigitaleClient.cs");
            embedded.ShouldContain("/PagoDigitale.Sdk/Generated/Clients.cs");
            // The same wherever it is built.
            embedded.ShouldAllBe(path => path.StartsWith("/PagoDigitale.Sdk/", StringComparison.Ordinal));
        }
    }

    private ZipArchive Open(string kind) => ZipFile.OpenRead(Directory.GetFiles(vendor.Feed, $"*.{kind}").ShouldHaveSingleItem());
}
