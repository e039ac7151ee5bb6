using Npgsql;

namespace PagoDigitale.Api.Database;

/// <summary>
/// The application's connections. Each works as <c>pagodigitale_app</c>, a role that owns no table, so row-level security
/// applies whoever logged in (a superuser's login included).
/// </summary>
public sealed class AppDataSource : IAsyncDisposable
{
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
    }

    /// <summary>As given: the owner of the schema. Only migrations use it.</summary>
    public string OwnerConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public NpgsqlDataSource Relaxed { get; }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Relaxed.DisposeAsync();
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
