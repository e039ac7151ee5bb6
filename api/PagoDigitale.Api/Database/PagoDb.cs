using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Database;

/// <summary>
/// Maps and queries single things; sets go by SQL. Each feature brings its own <c>IEntityTypeConfiguration</c>. Always works
/// on the connection and transaction of the running <see cref="TenantSession"/>.
/// </summary>
public sealed class PagoDb(DbContextOptions<PagoDb> options) : DbContext(options)
{
    /// <summary>May be made before the session begins, as controllers are; it follows the session when it does.</summary>
    public static PagoDb Over(TenantSession session, ILoggerFactory loggers)
    {
        var db = new PagoDb(
            new DbContextOptionsBuilder<PagoDb>().UseNpgsql().UseLoggerFactory(loggers).ConfigureWarnings(LogNoFailures).Options
        );
        db.Database.AutoSavepointsEnabled = false;
        if (session.HasBegun)
            db.Follow(session);
        else
            session.Begun = () => db.Follow(session);
        return db;
    }

    /// <summary>
    /// What fails is thrown, and whoever catches it knows whether it was expected (a race for a unique key lost) or is to be
    /// logged; EF Core would log the stack of both, twice, before.
    /// </summary>
    private static void LogNoFailures(WarningsConfigurationBuilder warnings) =>
        warnings.Log(
            (CoreEventId.SaveChangesFailed, LogLevel.Debug),
            (CoreEventId.OptimisticConcurrencyException, LogLevel.Debug),
            (CoreEventId.QueryIterationFailed, LogLevel.Debug),
            (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug),
            (RelationalEventId.TransactionError, LogLevel.Debug)
        );

    private void Follow(TenantSession session)
    {
        Database.SetDbConnection(session.Connection);
        Database.UseTransaction(session.Transaction);
    }

    /// <summary>The database's <c>search_text</c>, in queries only.</summary>
    public static string SearchText(string text) => throw new NotSupportedException($"search_text('{text}') is the database's.");

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDbFunction(typeof(PagoDb).GetMethod(nameof(SearchText))!).HasName("search_text");
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(PagoDb).Assembly);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        foreach (var property in entity.GetProperties())
            if (property.FindAnnotation(RelationalAnnotationNames.ColumnName) is null)
                property.SetColumnName(SnakeCase(property.Name));
    }

    public static string SnakeCase(string name) =>
        string.Concat(name.Select((c, i) => char.IsUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
