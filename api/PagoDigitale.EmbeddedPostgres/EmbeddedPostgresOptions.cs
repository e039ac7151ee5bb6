namespace PagoDigitale.EmbeddedPostgres;

/// <summary>How a private PostgreSQL is found, created and started. The defaults suit an application that was given no database.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>
    /// The folder that holds everything the server owns. When null: <c>PagoDigitale/postgres</c> in the user's
    /// application-data folder (<c>/var/lib/pagodigitale/postgres</c> for root), or a new temporary folder when ephemeral.
    /// </summary>
    public string? DataDirectory { get; init; }

    /// <summary>The loopback port; null takes the port of the previous start when it is free, else any free port.</summary>
    public int? Port { get; init; }

    /// <summary>The folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>; null searches for it.</summary>
    public string? BinDirectory { get; init; }

    /// <summary>Where downloaded binaries are kept; null is <c>PagoDigitale/postgres-binaries</c> in the same place as the data.</summary>
    public string? BinaryCacheDirectory { get; init; }

    /// <summary>For tests: no durability, and the data is deleted at dispose or when the owning process dies.</summary>
    public bool Ephemeral { get; init; }

    /// <summary>
    /// The connection string of another private server, as superuser: the data are a copy of its, and the server follows it and only
    /// reads. Needs pg_basebackup beside the server's programs or on the path, and a new folder.
    /// </summary>
    public string? StandbyOf { get; init; }

    /// <summary>More server settings (<c>postgresql.conf</c> names). Not applied when attaching to a server that already runs.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Whether this owner watches the server and starts it again, on the same port, when it dies. Every owner may: the start
    /// lock lets one do it, and the others find it running.
    /// </summary>
    public bool RestartsWhenKilled { get; init; } = true;

    /// <summary>How long the server may take to accept connections; a download of the binaries is not counted.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);
}
