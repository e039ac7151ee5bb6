using Npgsql;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Copies a running server by pg_basebackup, which also writes how to follow it.</summary>
internal static class StandbyCreation
{
    private const string Tool = "pg_basebackup";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static async Task CreateAsync(
        DataFolder folder,
        PostgresBinaries binaries,
        ServerAccount account,
        string connectionString,
        CancellationToken cancellationToken
    )
    {
        var primary = new NpgsqlConnectionStringBuilder(connectionString);
        DataFolder.WriteSecret(folder.PasswordFile, primary.Password!, account);
        // The standby goes on using it: the copy's settings name this file.
        DataFolder.WriteSecret(folder.PrimaryPasswordFile, $"*:*:*:{primary.Username}:{primary.Password}", account);
        DataFolder.CreateFor(account, folder.Cluster);
        var file = PostgresBinaries.FileName(Tool);
        var tool = File.Exists(binaries.Tool(Tool)) ? binaries.Tool(Tool) : Command.FindOnPath(file) ?? file;
        string[] arguments =
        [
            "--pgdata",
            folder.Cluster,
            "--dbname",
            $"host={primary.Host} port={primary.Port} user={primary.Username} passfile={folder.PrimaryPasswordFile}",
            "--checkpoint=fast",
            "--wal-method=stream",
            "--write-recovery-conf",
            "--no-sync",
        ];
        var answer = await account.RunAsync(tool, arguments, folder.Root, Limit, cancellationToken);
        if (!answer.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"The server on port {primary.Port} could not be copied. {Tool} answered:{Environment.NewLine}{answer.Output}"
            );
        }
    }
}
