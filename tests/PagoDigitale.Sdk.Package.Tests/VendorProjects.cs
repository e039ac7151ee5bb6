using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using PagoDigitale.TestKit;
using Xunit;

namespace PagoDigitale.Sdk.Package.Tests;

/// <summary>
/// The package as it would be published, and the projects of a vendor, outside this tree, built with it: the SDK comes from the package
/// alone, into a folder of packages of its own.
/// </summary>
[CollectionDefinition(nameof(VendorProjects))]
public sealed class VendorProjects : IAsyncLifetime, ICollectionFixture<VendorProjects>
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pagodigitale-vendor-");

    public string Feed => Path.Combine(_folder.FullName, "feed");

    public TestApi Api { get; private set; } = null!;

    public TestOrganization Organization { get; private set; } = null!;

    /// <summary>The C# of the READMEs, in their order.</summary>
    public IReadOnlyList<string> Snippets { get; } =
    [
        .. new[] { "README.md", "sdk/PagoDigitale.Sdk/README.md" }.SelectMany(file =>
            ReadmeProgram.Snippets(File.ReadAllText(Path.Combine(Root(), file)))
        ),
    ];

    public string Program(string framework, string project = "Program") =>
        Path.Combine(_folder.FullName, project, "bin", "Debug", framework);

    public async Task InitializeAsync()
    {
        // A version that nobody has: one of the same name in the folder of known packages would be taken instead.
        var version =
            $"{XDocument.Load(Path.Combine(Root(), "Directory.Build.props")).Descendants("Version").Single().Value}-{Guid.NewGuid():N}";
        string[] pack = ["pack", "sdk/PagoDigitale.Sdk", "-c", "Release", "-o", Feed, "-v", "quiet", "-nologo"];
        await RunAsync(Root(), "dotnet", [.. pack, "-p:RunAnalyzers=false", $"-p:PackageVersion={version}"]);
        Copy(new(Path.Combine(Root(), "tests", "PagoDigitale.Sdk.Package.Tests", "Consumers")), _folder);
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "Readme", "Program.cs"), ReadmeProgram.Of(Snippets));
        await File.WriteAllTextAsync(
            Path.Combine(_folder.FullName, "nuget.config"),
            """
            <configuration>
              <config><add key="globalPackagesFolder" value="packages" /></config>
              <packageSources><add key="just-packed" value="feed" /></packageSources>
            </configuration>
            """
        );
        var known = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        await RunAsync(
            _folder.FullName,
            "dotnet",
            "build",
            "Vendor.slnx",
            "-v",
            "quiet",
            "-nologo",
            $"-p:SdkVersion={version}",
            // What the package depends on was restored with this tree, and need not come again; the SDK is not there.
            $"-p:Packages={known}"
        );
        Api = await TestApi.ListenAsync();
        Organization = await TestOrganization.CreateAsync(Api.Admin, "QUOTE");
    }

    public async Task DisposeAsync()
    {
        _folder.Delete(recursive: true);
        if (Api is not null)
            await Api.DisposeAsync();
    }

    /// <summary>Runs a program to its end and gives what it said.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The tests run inside a build of their own, whose settings are not the vendor's.
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(9));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode == 0
            ? await said
            : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {await said}\n{await complained}");
    }

    private static void Copy(DirectoryInfo from, DirectoryInfo to)
    {
        to.Create();
        foreach (var file in from.GetFiles())
            file.CopyTo(Path.Combine(to.FullName, file.Name));
        foreach (var folder in from.GetDirectories().Where(d => d.Name is not ("bin" or "obj")))
            Copy(folder, new(Path.Combine(to.FullName, folder.Name)));
    }

    private static string Root([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, "../.."));
}
