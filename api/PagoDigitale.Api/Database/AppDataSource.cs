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
        Source = Build(connectionString, SessionSettings.Application, loggers);
        // For writes whose loss in a crash of the database server is harmless (read-only node primitives are asked again).
        Relaxed = Build(connectionString, $"{SessionSettings.Application} -c synchronous_commit=off", loggers);
    }

    /// <summary>As given: the owner of the schema. Only migrations use it.</summary>
    public string OwnerConnectionString { get; }

    public NpgsqlDataSource Source { get; }

    public NpgsqlDataSource Relaxed { get; }

    /// <summary>Closes the connections that nobody uses; the others are closed when they are given back.</summary>
    public void Clear()
    {
        Source.Clear();
        Relaxed.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await Relaxed.DisposeAsync();
    }

    private static NpgsqlDataSource Build(string connectionString, string options, ILoggerFactory? loggers)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.Options = string.IsNullOrEmpty(settings.Options) ? options : $"{settings.Options} {options}";
        // ContainsKey says yes to every key the builder knows; ShouldSerialize only to those that were given.
        if (!settings.ShouldSerialize("Maximum Pool Size"))
            settings.MaxPoolSize = 40;
        settings.ApplicationName ??= "pagodigitale";
        SessionSettings.Prepare(settings);
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        if (loggers is not null)
            builder.UseLoggerFactory(loggers);
        return builder.Build();
    }
}
