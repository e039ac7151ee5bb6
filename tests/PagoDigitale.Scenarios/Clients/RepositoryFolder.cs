using System.Runtime.CompilerServices;

namespace PagoDigitale.Scenarios.Clients;

/// <summary>Where the clients in other languages are, and the tools that play them.</summary>
internal static class RepositoryFolder
{
    private static readonly string Root = Find();

    /// <param name="script">What makes it, said to whoever runs these tests before that.</param>
    public static string Of(string path, string script)
    {
        var full = Path.Combine(Root, path);
        return Path.Exists(full) ? full : throw new FileNotFoundException($"{path} is not there: run {script} (./test does).");
    }

    private static string Find([CallerFilePath] string path = "") => Path.GetFullPath(Path.Combine(path, "..", "..", "..", ".."));
}
