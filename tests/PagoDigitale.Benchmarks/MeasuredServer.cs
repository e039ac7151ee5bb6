using PagoDigitale.EmbeddedPostgres;

namespace PagoDigitale.Benchmarks;

/// <summary>A server that ends with the benchmark and meanwhile is as durable as a real one: what is acknowledged is on the disk.</summary>
internal static class MeasuredServer
{
    /// <param name="more">Settings beside the usual ones, or instead of them.</param>
    public static Task<EmbeddedPostgresServer> StartAsync(params (string Name, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["fsync"] = "on",
            ["synchronous_commit"] = "on",
            ["full_page_writes"] = "on",
            ["shared_buffers"] = "1GB",
            ["max_wal_size"] = "8GB",
        };
        foreach (var (name, value) in more)
            settings[name] = value;
        return EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Ephemeral = true, Settings = settings });
    }
}
