using System.Security.Cryptography;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Runs initdb, aside and renamed at the end: an interrupted creation leaves nothing that looks like data.</summary>
internal static class ClusterCreation
{
    private const string StagingPrefix = "data.new-";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public static async Task CreateAsync(
        DataFolder folder,
        PostgresBinaries binaries,
        ServerAccount account,
        bool isEphemeral,
        CancellationToken cancellationToken
    )
    {
        foreach (var leftover in Directory.EnumerateDirectories(folder.Root, StagingPrefix + "*").ToList())
        {
            Directory.Delete(leftover, recursive: true);
        }

        folder.WritePassword(account);
        // C.UTF-8 sorts by code point on every machine; where it does not exist, C does the same.
        var answer = await InitializeAsync("C.UTF-8");
        if (!answer.Succeeded && answer.Output.Contains("locale", StringComparison.Ordinal))
        {
            answer = await InitializeAsync("C");
        }

        if (!answer.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"PostgreSQL could not create its data in '{folder.Cluster}'. initdb answered:{Environment.NewLine}{answer.Output}"
            );
        }

        async Task<CommandResult> InitializeAsync(string locale)
        {
            var staging = DataFolder.CreateFor(
                account,
                Path.Combine(folder.Root, StagingPrefix + RandomNumberGenerator.GetHexString(32, lowercase: true))
            );
            await account.RequireAccessAsync(staging, binaries.Tool("postgres"), cancellationToken);
            string[] arguments =
            [
                "-D",
                staging,
                "--username",
                EmbeddedPostgresServer.Superuser,
                "--pwfile",
                folder.PasswordFile,
                "--auth",
                "scram-sha-256",
                "--encoding",
                "UTF8",
                "--locale-provider",
                "libc",
                "--locale",
                locale,
                "--no-instructions",
                isEphemeral ? "--no-sync" : "--data-checksums",
            ];
            var result = await account.RunAsync(binaries.Tool("initdb"), arguments, folder.Root, Limit, cancellationToken);
            if (result.Succeeded)
            {
                File.AppendAllText(
                    Path.Combine(staging, "postgresql.conf"),
                    $"{Environment.NewLine}include = '../{Path.GetFileName(folder.ConfigurationFile)}'{Environment.NewLine}"
                );
                Directory.Move(staging, folder.Cluster);
            }
            else
            {
                Directory.Delete(staging, recursive: true);
            }

            return result;
        }
    }
}
