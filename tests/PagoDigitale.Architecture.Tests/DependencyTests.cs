using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>Who may know whom.</summary>
public sealed class DependencyTests
{
    private const string Features = "PagoDigitale.Api.Features.";

    [Theory]
    [InlineData("PagoDigitale.Core")]
    [InlineData("PagoDigitale.Node", "PagoDigitale.Core")]
    [InlineData("PagoDigitale.Documents", "PagoDigitale.Core")]
    [InlineData("PagoDigitale.EmbeddedPostgres", "Npgsql")]
    [InlineData(
        "PagoDigitale.Sdk",
        "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Http",
        "Microsoft.Extensions.Http.Resilience",
        "Microsoft.Extensions.Options",
        "Polly.Core",
        "Polly.Extensions"
    )]
    public void A_library_references_only_what_its_place_allows(string name, params string[] allowed) =>
        Product
            .Assembly(name)
            .MainModule.AssemblyReferences.Select(r => r.Name)
            .Where(r =>
                !r.StartsWith("System.", StringComparison.Ordinal)
                && !r.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
                && r is not ("netstandard" or "mscorlib")
                && !allowed.Contains(r)
            )
            .ShouldBeEmpty();

    /// <summary>One reader of separated columns, one way to tell an encoding: what one feature learns of files, all know.</summary>
    [Fact]
    public void Separated_columns_and_encodings_are_read_in_one_place()
    {
        var offenders =
            from name in new[] { "PagoDigitale.Platform", "PagoDigitale.Api" }
            from type in Product.Types(Product.Assembly(name))
            where !type.FullName.StartsWith("PagoDigitale.Platform.Files.", StringComparison.Ordinal)
            from used in Product.Uses(type)
            where
                used.Namespace == "CsvHelper"
                || used.FullName is "System.Text.CodePagesEncodingProvider" or "System.Text.DecoderFallbackException"
            select $"{type.FullName} uses {used.FullName}";

        offenders.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void The_core_touches_no_file_network_database_or_clock()
    {
        string[] outside = ["System.IO.File", "System.IO.Directory", "System.Net.", "System.Data.", "System.Diagnostics.Process"];
        var offenders =
            from type in Product.Types(Product.Assembly("PagoDigitale.Core"))
            from used in Product.Uses(type)
            where outside.Any(o => used.FullName.StartsWith(o, StringComparison.Ordinal))
            select $"{type.FullName} uses {used.FullName}";

        offenders.Distinct().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("PagoDigitale.Core")]
    [InlineData("PagoDigitale.Node")]
    [InlineData("PagoDigitale.Documents")]
    [InlineData("PagoDigitale.Platform")]
    [InlineData("PagoDigitale.Api")]
    public void Nobody_reads_the_clock_but_through_TimeProvider(string name)
    {
        string[] clocks =
        [
            "System.DateTime::get_Now",
            "System.DateTime::get_UtcNow",
            "System.DateTime::get_Today",
            "System.DateTimeOffset::get_Now",
            "System.DateTimeOffset::get_UtcNow",
        ];
        var offenders =
            from type in Product.Types(Product.Assembly(name))
            from call in Product.Calls(type)
            where clocks.Any(c => call.FullName.Contains(c, StringComparison.Ordinal))
            select $"{type.FullName} calls {call.Name}";

        offenders.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void A_feature_uses_another_only_through_its_door()
    {
        var offenders =
            from type in Product.Types(Product.Assembly("PagoDigitale.Api"))
            let feature = FeatureOf(type.FullName)
            where feature is not null
            from used in Product.Uses(type)
            let other = FeatureOf(used.FullName)
            where other is not null && other != feature && !used.FullName.StartsWith($"{Features}{other}.Door.", StringComparison.Ordinal)
            select $"{type.FullName} uses {used.FullName}";

        offenders.Distinct().ShouldBeEmpty();
    }

    [Fact]
    public void Samples_reach_the_api_through_the_sdk_only()
    {
        var offenders =
            from project in Directory.EnumerateFiles(Path.Combine(Product.Root, "samples"), "*.csproj", SearchOption.AllDirectories)
            from reference in XDocument.Load(project).Descendants("ProjectReference")
            where
                reference.Attribute("Include")!.Value.Contains("PagoDigitale.Api.csproj", StringComparison.Ordinal)
                && (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
            select project;

        offenders.ShouldBeEmpty();
    }

    private static string? FeatureOf(string type) =>
        type.StartsWith(Features, StringComparison.Ordinal) ? type[Features.Length..].Split('.', '/')[0] : null;
}
