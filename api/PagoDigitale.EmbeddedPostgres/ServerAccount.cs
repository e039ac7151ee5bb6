using System.Globalization;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>The user the server runs as. PostgreSQL refuses to run as root, so root drops to an unprivileged user.</summary>
internal sealed class ServerAccount
{
    private static readonly TimeSpan ProbeLimit = TimeSpan.FromSeconds(10);

    private readonly string? _tool;
    private readonly string[] _toolArguments;

    private ServerAccount(string name, uint user, uint group, string? tool, string[] toolArguments)
    {
        Name = name;
        User = user;
        Group = group;
        _tool = tool;
        _toolArguments = toolArguments;
    }

    public string Name { get; }

    public uint User { get; }

    public uint Group { get; }

    public static bool IsRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public bool IsOther => _tool is not null;

    public static async Task<ServerAccount> ChooseAsync(string clusterDirectory, CancellationToken cancellationToken)
    {
        if (!IsRoot)
        {
            return new ServerAccount(Environment.UserName, 0, 0, null, []);
        }

        // Existing data stays with its owner, whoever else has come to exist since.
        var (name, user, group) =
            await OwnerOfAsync(clusterDirectory, cancellationToken)
            ?? FindUser(entry => entry.Name == "postgres")
            ?? FindUser(entry => entry.Name == "_postgres")
            ?? FindUser(entry => entry.Name == "nobody")
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and there is neither a user 'postgres' nor 'nobody' to run it as. "
                    + "Create one (useradd --system postgres), or start the application as an ordinary user."
            );

        string[][] ways =
        [
            ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", "--"],
            ["runuser", "-u", name, "--"],
            ["sudo", "-n", "-u", name, "--"],
        ];
        foreach (var way in ways)
        {
            if (Command.FindOnPath(way[0]) is { } tool)
            {
                var account = new ServerAccount(name, user, group, tool, way[1..]);
                if ((await account.RunAsync("true", [], null, ProbeLimit, cancellationToken)).Succeeded)
                {
                    return account;
                }
            }
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL does not run as root, and none of setpriv, runuser and sudo could switch to user '{name}'. "
                + "Install util-linux, or start the application as an ordinary user."
        );
    }

    public Task<CommandResult> RunAsync(
        string file,
        IEnumerable<string> arguments,
        string? workingDirectory,
        TimeSpan limit,
        CancellationToken cancellationToken,
        bool capture = true
    ) =>
        _tool is null
            ? Command.RunAsync(file, arguments, workingDirectory, limit, cancellationToken, capture)
            : Command.RunAsync(_tool, [.. _toolArguments, file, .. arguments], workingDirectory, limit, cancellationToken, capture);

    public void Own(string path)
    {
        if (IsOther)
        {
            LibC.ChangeOwner(path, User, Group);
        }
    }

    /// <summary>Says early, and in words, that a folder above is closed to the server's user.</summary>
    public async Task RequireAccessAsync(string clusterDirectory, string executable, CancellationToken cancellationToken)
    {
        if (!IsOther)
        {
            return;
        }

        var data = await RunAsync("test", ["-w", clusterDirectory], null, ProbeLimit, cancellationToken);
        var program = await RunAsync("test", ["-x", executable], null, ProbeLimit, cancellationToken);
        if (!data.Succeeded || !program.Succeeded)
        {
            throw new EmbeddedPostgresException(
                $"The application runs as root, so PostgreSQL runs as user '{Name}', who cannot reach "
                    + $"'{(data.Succeeded ? executable : clusterDirectory)}'. Choose a place that user may enter "
                    + "(root's own home is closed to others), or start the application as an ordinary user."
            );
        }
    }

    private static async Task<(string Name, uint User, uint Group)?> OwnerOfAsync(string path, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }

        var listing = await Command.RunAsync("ls", ["-nd", path], null, ProbeLimit, cancellationToken);
        var fields = listing.Output.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (!listing.Succeeded || fields.Length < 4 || Number(fields[2]) is not { } user || Number(fields[3]) is not { } group || user == 0)
        {
            return null;
        }

        return (FindUser(entry => entry.User == user)?.Name ?? $"#{user}", user, group);
    }

    private static (string Name, uint User, uint Group)? FindUser(Func<(string Name, uint User, uint Group), bool> isWanted)
    {
        if (!File.Exists("/etc/passwd"))
        {
            return null;
        }

        foreach (var fields in File.ReadLines("/etc/passwd").Select(line => line.Split(':')))
        {
            if (fields.Length >= 4 && Number(fields[2]) is { } user && Number(fields[3]) is { } group && isWanted((fields[0], user, group)))
            {
                return (fields[0], user, group);
            }
        }

        return null;
    }

    // macOS writes the user 'nobody' as -2.
    private static uint? Number(string text) =>
        long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? unchecked((uint)number) : null;
}
