using System.Globalization;
using System.Text.RegularExpressions;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>A folder that was seen to hold a usable PostgreSQL.</summary>
internal sealed partial record PostgresBinaries(string Directory, Version Version)
{
    public const int MajorVersionMin = 15;

    private static readonly string[] Siblings = ["initdb", "pg_ctl"];
    private static readonly TimeSpan VersionLimit = TimeSpan.FromSeconds(10);

    public string Tool(string name) => Path.Combine(Directory, FileName(name));

    public static string FileName(string tool) => OperatingSystem.IsWindows() ? tool + ".exe" : tool;

    /// <returns>The binaries, or the reason why the folder does not do.</returns>
    public static async Task<(PostgresBinaries? Binaries, string Reason)> ProbeAsync(string directory, CancellationToken cancellationToken)
    {
        var server = Path.Combine(directory, FileName("postgres"));
        if (!File.Exists(server))
        {
            return (null, "there is no postgres");
        }

        // /usr/local/bin/postgres is often a link into the real folder, where its tools and libraries are.
        var real = new FileInfo(server).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? server;
        var folder = Path.GetDirectoryName(real)!;
        if (Siblings.FirstOrDefault(tool => !File.Exists(Path.Combine(folder, FileName(tool)))) is { } missing)
        {
            return (null, $"there is no {missing} beside {real}");
        }

        if (IsScript(real))
        {
            return (null, $"{real} is a script around the real program");
        }

        var answer = await Command.RunAsync(real, ["--version"], null, VersionLimit, cancellationToken);
        var match = VersionPattern().Match(answer.Output);
        if (!answer.Succeeded || !match.Success)
        {
            return (null, $"postgres --version answered: {answer.Output}");
        }

        var version = new Version(
            int.Parse(match.Groups["major"].Value, CultureInfo.InvariantCulture),
            int.TryParse(match.Groups["minor"].Value, CultureInfo.InvariantCulture, out var minor) ? minor : 0
        );
        return version.Major < MajorVersionMin
            ? (null, $"it is version {version}, and {MajorVersionMin} or later is needed")
            : (new PostgresBinaries(folder, version), "");
    }

    private static bool IsScript(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.ReadByte() == '#' && stream.ReadByte() == '!';
    }

    [GeneratedRegex(@"\(PostgreSQL\) (?<major>\d+)(\.(?<minor>\d+))?")]
    private static partial Regex VersionPattern();
}
