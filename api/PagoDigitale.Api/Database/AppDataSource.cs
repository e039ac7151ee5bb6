using Npgsql;

namespace PagoDigitale.Api.Database;

/// <summary>
/// The application's connections. Each works as <c>pagodigitale_app</c>, a role that owns no table, so row-level security
/// applies whoever logged in (a superuser's login included).
/// </summary>
public sealed class AppDataSource : IAsyncDisposable
{
    /// <summary>One writes, one seals what was left.</summary>
    private const int JournalConnectionsMax = 2;

    public AppDataSource(string connectionString, ILoggerFactory? loggers = null)
    {
        OwnerConnectionString = connectionString;
        Source = Build(connectionString, "-c role=pagodigitale_app", loggers);
        // For writes whose loss in a crash of the database server is harmless (read-only node primitives are asked again).
        // Its few statements are short and always the same: they are prepared, planned once, and leave no session state behind.
        Relaxed = Build(connectionString, "-c role=pagodigitale_app -c synchronous_commit=off -c plan_cache_mode=force_generic_plan", loggers, s =>
        {
            s.MaxAutoPrepare = 20;
            s.AutoPrepareMinUsages = 2;
            s.NoResetOnClose = true;
        });
        // The activity log's own: calls wait for it, so it waits for nobody. A frozen writer must not hold the chain of an organization.
        Journal = Build(connectionString, "-c role=pagodigitale_app -c plan_cache_mode=force_generic_plan -c lock_timeout=5s -c statement_timeout=10s -c idle_in_transaction_session_timeout=10s",
            loggers, s =>
            {
                s.MaxPoolSize = JournalConnectionsMax;
                s.MaxAutoPrepare = 20;
                s.AutoPrepareMinUsages = 2;
                s.NoResetOnClose = true;
                s.CommandTimeout = 15;
            });
    }

    /// <summary>As given: the owner of the schema. Only migrations use it.</summary>
    public string OwnerConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public NpgsqlDataSource Relaxed { get; }

    public NpgsqlDataSource Journal { get; }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Relaxed.DisposeAsync();
        await Journal.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connectionString, string options, ILoggerFactory? loggers, Action<NpgsqlConnectionStringBuilder>? configure = null)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{settings.Options} {options}";
        // ContainsKey says yes to every key the builder knows; ShouldSerialize only to those that were given.
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = 40;
        settings.ApplicationName ??= "pagodigitale";
        configure?.Invoke(settings);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (loggers is not null)
            builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
