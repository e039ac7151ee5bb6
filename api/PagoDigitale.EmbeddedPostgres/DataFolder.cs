using System.Security.Cryptography;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>Where everything lies inside the server's folder.</summary>
internal sealed class DataFolder
{
    private const UnixFileMode OnlyMe = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OthersPass = OnlyMe | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
    private const UnixFileMode OthersRead = OthersPass | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const int LogTailLines = 20;
    private const long LogBytesMax = 10 * 1024 * 1024;

    private DataFolder(string root) => Root = root;

    public string Root { get; }

    public string Cluster => Path.Combine(Root, "data");

    public string Owners => Path.Combine(Root, "owners");

    public string StartLock => Path.Combine(Root, "start.lock");

    public string PasswordFile => Path.Combine(Root, "superuser.password");

    /// <summary>By which a standby proves itself to its primary.</summary>
    public string PrimaryPasswordFile => Path.Combine(Root, "primary.pgpass");

    public string PortFile => Path.Combine(Root, "port");

    public string ConfigurationFile => Path.Combine(Root, "server.conf");

    public string StaleFile => Path.Combine(Root, "postmaster.stale");

    public string LogFile => Path.Combine(Root, "log", "server.log");

    public string PostmasterFile => Path.Combine(Cluster, "postmaster.pid");

    public bool HasCluster => File.Exists(Path.Combine(Cluster, "PG_VERSION"));

    public int ClusterMajorVersion =>
        int.Parse(
            File.ReadAllText(Path.Combine(Cluster, "PG_VERSION")).Trim().Split('.')[0],
            System.Globalization.CultureInfo.InvariantCulture
        );

    public static DataFolder For(EmbeddedPostgresOptions options)
    {
        var root =
            options.DataDirectory is { Length: > 0 } chosen ? Path.GetFullPath(chosen)
            : options.Ephemeral
                ? Path.Combine(Path.GetTempPath(), $"pagodigitale-pg-{RandomNumberGenerator.GetHexString(32, lowercase: true)}")
            : ApplicationFolder("postgres");

        // An ephemeral server deletes its folder: it must never be somebody's data.
        if (options.Ephemeral && Directory.Exists(root) && Directory.EnumerateFileSystemEntries(root).Any())
        {
            throw new EmbeddedPostgresException(
                $"The folder '{root}' is not empty, and an ephemeral server deletes its folder. Choose a new folder."
            );
        }

        return new DataFolder(root);
    }

    /// <summary>Root's own home is closed to the unprivileged user the server runs as, hence /var/lib.</summary>
    public static string ApplicationFolder(string name) =>
        ServerAccount.IsRoot
            ? Path.Combine("/var/lib/pagodigitale", name)
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.Create),
                "PagoDigitale",
                name
            );

    /// <summary>
    /// As root, only the cluster and the log belong to the server's user: it cannot plant links for root to follow elsewhere.
    /// </summary>
    public void Create()
    {
        if (ServerAccount.IsRoot)
        {
            CreateDirectory(Path.GetDirectoryName(Root)!, OthersRead);
        }

        CreateDirectory(Root, ServerAccount.IsRoot ? OthersPass : OnlyMe);
        CreateDirectory(Owners, OnlyMe);
    }

    public static string CreateFor(ServerAccount account, string path)
    {
        CreateDirectory(path, OnlyMe);
        account.Own(path);
        return path;
    }

    public string ReadPassword() =>
        File.Exists(PasswordFile)
            ? File.ReadAllText(PasswordFile).Trim()
            : throw new EmbeddedPostgresException(
                $"'{PasswordFile}' is missing, so the data in '{Cluster}' cannot be opened. Restore that file from a backup, "
                    + "or move the whole folder away to begin with empty data."
            );

    public void WritePassword(ServerAccount account) =>
        WriteSecret(PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true), account);

    /// <summary>For the server's user alone: initdb reads the password, a standby that of its primary.</summary>
    public static void WriteSecret(string path, string secret, ServerAccount account)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(path, options))
        {
            writer.Write(secret);
        }

        account.Own(path);
    }

    public void PrepareLog(ServerAccount account)
    {
        var log = new FileInfo(LogFile);
        if (!log.Directory!.Exists)
        {
            CreateFor(account, log.DirectoryName!);
        }
        else if (log.Exists && log.Length > LogBytesMax)
        {
            File.Move(LogFile, LogFile + ".1", overwrite: true);
        }
    }

    /// <summary>The log's last lines for a message; a link is not followed, since the server's user could have put it there.</summary>
    public string LogTail(long from = 0)
    {
        var log = new FileInfo(LogFile);
        if (!log.Exists || log.LinkTarget is not null)
        {
            return "(the server wrote no log)";
        }

        using var stream = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Seek(Math.Max(Math.Min(from, stream.Length), stream.Length - 8192), SeekOrigin.Begin);
        using var reader = new StreamReader(stream);
        return string.Join(Environment.NewLine, reader.ReadToEnd().TrimEnd().Split('\n').TakeLast(LogTailLines));
    }

    public async Task DeleteAsync()
    {
        for (var attempt = 1; Directory.Exists(Root); attempt++)
        {
            try
            {
                Directory.Delete(Root, recursive: true);
            }
            catch (IOException) when (attempt < 20)
            {
                // A dying server process may still be creating or holding a file.
                await Task.Delay(50);
            }
        }
    }

    private static void CreateDirectory(string path, UnixFileMode mode)
    {
        if (Directory.Exists(path))
        {
            return;
        }

        Directory.CreateDirectory(path);
        if (!OperatingSystem.IsWindows())
        {
            // Set afterwards: the mode given at creation is cut by the umask.
            File.SetUnixFileMode(path, mode);
        }
    }
}
