namespace PagoDigitale.Sdk;

public partial interface IConnectionsClient
{
    /// <summary>Has the service called now and waits until that is done: the answer says whether it went well, and why not.</summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="connection">Which service.</param>
    /// <param name="timeout">How long to wait; an hour when absent.</param>
    /// <param name="cancellationToken">Stops waiting; the service is called all the same.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    Task<Connection> CallAndWaitAsync(
        string organization,
        string connection,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    );
}

internal partial class ConnectionsClient
{
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public async Task<Connection> CallAndWaitAsync(
        string organization,
        string connection,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    )
    {
        var asked = await CallAsync(organization, connection, cancellationToken: cancellationToken).ConfigureAwait(false);
        return await Polling
            .UntilAsync(
                token => ReadAsync(organization, connection, token),
                current => current.IsPaused || current.LastCalledAt >= asked.CallRequestedAt,
                timeout,
                TimeProvider,
                cancellationToken
            )
            .ConfigureAwait(false);
    }
}
