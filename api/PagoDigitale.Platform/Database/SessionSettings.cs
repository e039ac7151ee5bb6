using Npgsql;

namespace PagoDigitale.Platform.Database;

/// <summary>
/// How every connection of the application works, in one place (decision 0010). A plan made for the organization at hand asks
/// the statistics how many rows it has, and they know nothing of one that has just loaded its first file: its 20,000 rows are
/// taken for one, any index seems as good as the right one, and each row of a join is looked for among all. Plans made for
/// any organization cannot be wrong about this one.
/// </summary>
public static class SessionSettings
{
    /// <summary>Owns nothing, and is bound by every policy.</summary>
    public const string Role = "pagodigitale_app";

    /// <summary>
    /// No table may be read from end to end: it holds everybody's rows. Without the second setting a plan prepared while a
    /// table was small would go on reading it whole. What can only be read whole all the same (temporary tables, staging) looks
    /// infinitely dear then, and PostgreSQL would compile it (jit): seconds, for a statement of milliseconds.
    /// </summary>
    public const string Application = $"-c role={Role} -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    /// <summary>Distinct statements a connection keeps prepared: planning is half of what a short one costs.</summary>
    private const int PreparedMax = 200;

    public static void Prepare(NpgsqlConnectionStringBuilder settings)
    {
        // A pooler in transaction mode that knows no prepared statements is told so by 0.
        if (!settings.ShouldSerialize("Max Auto Prepare"))
            settings.MaxAutoPrepare = PreparedMax;
        settings.AutoPrepareMinUsages = 2;
        // There is nothing to reset when a connection comes back: settings, locks and temporary tables end with their transaction.
        settings.NoResetOnClose = true;
    }
}
