using Npgsql;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// The application's connections, in pools apart by who waits for them (decision 0008): what one use does to its pool the
/// others do not feel. Each connection works as <c>pagodigitale_app</c>, a role that owns no table, so row-level security
/// applies whoever logged in (a superuser's login included).
/// </summary>
public sealed class AppDataSource : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly ILoggerFactory? _loggers;

    /// <param name="standby">Of a copy that only reads (<c>ConnectionStrings:PagoDigitaleReads</c>); null where there is none.</param>
    public AppDataSource(string connectionString, ILoggerFactory? loggers = null, string? standby = null)
    {
        (_connectionString, _loggers) = (connectionString, loggers);
        Sizes = PoolSizes.Of(connectionString);
        Short = Build("short", Sizes.Short);
        // A page is read in the order of an index and ends when it is full; a bitmap knows no order and reads all that fits first.
        Interactive = Build("interactive", Sizes.Interactive, "-c enable_bitmapscan=off");
        // What nobody waits for takes one processor of the server and never those beside it.
        Work = Build("work", Sizes.Work, "-c max_parallel_workers_per_gather=0");
        Receipts = Build("receipts", Sizes.Receipts);
        // What is asked is found row by row: joins that read one side as a whole would read the organization's notices.
        Questions = Build("questions", Sizes.Questions, "-c enable_hashjoin=off -c enable_mergejoin=off -c enable_material=off");
        // The activity log's own: calls wait for it, so it waits for nobody. A frozen writer must not hold the chain of an organization.
        Journal = Build(
            "journal",
            Sizes.Journal,
            "-c lock_timeout=5s -c statement_timeout=10s -c idle_in_transaction_session_timeout=10s",
            s => s.CommandTimeout = 15
        );
        if (standby is not null)
            // A standby that hangs must not hold who could ask the primary instead.
            Standby = Build(
                "standby",
                (StandbySize = Sizes.StandbyOf(standby)).Value,
                "-c enable_bitmapscan=off",
                configure: s => s.Timeout = Math.Min(s.Timeout, 3),
                of: standby
            );
    }

    /// <summary>As given: the owner of the schema. Only migrations use it.</summary>
    public string OwnerConnectionString => _connectionString;

    public PoolSizes Sizes { get; }

    /// <summary>
    /// One short statement at a time, of the platform rather than of a tenant, and never kept while anything else is waited
    /// for: tokens, keys, readiness, notice numbers, claims and leases of jobs.
    /// </summary>
    public NpgsqlDataSource Short { get; }

    /// <summary>The transactions of the calls of clients, behind <c>Turnstiles.Calls</c>.</summary>
    public NpgsqlDataSource Interactive { get; }

    /// <summary>What takes long and nobody waits for: jobs, recurring jobs, and reading what will be downloaded.</summary>
    public NpgsqlDataSource Work { get; }

    /// <summary>The node's questions; those that wait for somebody, behind <c>Turnstiles.Questions</c>.</summary>
    public NpgsqlDataSource Questions { get; }

    /// <summary>The node's receipts, durable, behind <c>Turnstiles.Receipts</c>.</summary>
    public NpgsqlDataSource Receipts { get; }

    /// <summary>The activity log's own.</summary>
    public NpgsqlDataSource Journal { get; }

    /// <summary>The copy that only reads, behind <c>Turnstiles.Standby</c>; null where there is none.</summary>
    public NpgsqlDataSource? Standby { get; }

    public int? StandbySize { get; }

    private NpgsqlDataSource[] All => [Short, Interactive, Work, Questions, Receipts, Journal, .. Standby is null ? [] : new[] { Standby }];

    /// <summary>
    /// Row-level security binds the application because of its role, which a connection takes on by its options. A pooler in between that
    /// drops them leaves it the login, which may well own the tables.
    /// </summary>
    /// <exception cref="InvalidOperationException">The connections of <paramref name="pool"/> work as somebody else.</exception>
    public static async Task CheckRoleAsync(NpgsqlDataSource pool, CancellationToken ct)
    {
        await using var command = pool.CreateCommand("SELECT current_user::text");
        if (await command.ExecuteScalarAsync(ct) is var user and not SessionSettings.Role)
            throw new InvalidOperationException(
                $"The connection works as {user} and not as {SessionSettings.Role}: what is between the application and its database drops "
                    + "the options of connections. Connect directly (specs/how-to/run-on-more-machines.md)."
            );
    }

    /// <summary>Closes the connections that nobody uses; the others are closed when they are given back.</summary>
    public void Clear()
    {
        foreach (var pool in All)
            pool.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var pool in All)
            await pool.DisposeAsync();
    }

    /// <summary>The one place where the options of a connection are put together.</summary>
    private NpgsqlDataSource Build(
        string name,
        int size,
        string more = "",
        Action<NpgsqlConnectionStringBuilder>? configure = null,
        string? of = null
    )
    {
        var settings = new NpgsqlConnectionStringBuilder(of ?? _connectionString) { MaxPoolSize = size };
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, size);
        var options = $"{SessionSettings.Application} {more}".TrimEnd();
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{settings.Options} {options}";
        // Named in pg_stat_activity, so that an operator sees which pool is busy.
        settings.ApplicationName ??= $"pagodigitale/{name}";
        SessionSettings.Prepare(settings);
        configure?.Invoke(settings);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (_loggers is not null)
            builder.UseLoggerFactory(_loggers);
        return builder.Build();
    }
}
