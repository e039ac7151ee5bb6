namespace PagoDigitale.Api.Features.Connections.Door;

/// <summary>A service outside that is called for an organization.</summary>
public enum ConnectionCode
{
    /// <summary>The archive of notices of pagoPA (Archivio Centralizzato Avvisi).</summary>
    Aca,

    /// <summary>Receipts for organizations, of pagoPA (bizevents).</summary>
    BizEvents,

    /// <summary>Rendicontazioni for organizations, of pagoPA (fdr-org).</summary>
    Fdr,
}

/// <summary>What waits for a service.</summary>
/// <param name="OldestAt">Since when the oldest of it waits.</param>
public sealed record Backlog(long Count, DateTimeOffset? OldestAt);

/// <summary>What is done with a service: answered by whoever calls it.</summary>
public interface IConnectionWork
{
    ConnectionCode Connection { get; }

    /// <summary>Where the service answers in production.</summary>
    string UsualBaseUrl { get; }

    /// <summary>Between two calls that go well.</summary>
    TimeSpan Interval { get; }

    /// <summary>What waits longer for it is told of.</summary>
    TimeSpan BacklogAgeMax { get; }

    /// <summary>Whether it keeps what it has for some time only: then it is told of, too, when nothing was got from it.</summary>
    bool IsRead { get; }

    /// <summary>The connection was entered now, in this transaction, or leads elsewhere.</summary>
    Task BeginAsync(CancellationToken ct);

    /// <summary>Somebody mended it, or asks for a call: what failed and waits is tried with the next one.</summary>
    Task HurryAsync(CancellationToken ct);

    /// <summary>Has the service called as soon as a worker is free, after the transaction.</summary>
    Task RequestAsync(CancellationToken ct);

    Task<Backlog> BacklogAsync(CancellationToken ct);
}
