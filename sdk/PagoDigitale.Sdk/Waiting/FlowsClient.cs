namespace PagoDigitale.Sdk;

public partial interface IFlowsClient
{
    /// <summary>Waits until the rows have been checked: the flow is ready to be confirmed, or has failed or been cancelled.</summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="flow">Identifier of the flow.</param>
    /// <param name="timeout">How long to wait; an hour when absent.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    Task<Flow> WaitUntilReadyAsync(
        string organization,
        string flow,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    );

    /// <summary>
    /// Waits until the positions are there: the flow is completed, with or without rejects, or has failed or been cancelled.
    /// </summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="flow">Identifier of the flow.</param>
    /// <param name="timeout">How long to wait; an hour when absent.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    /// <exception cref="InvalidOperationException">The flow is ready and nobody has confirmed it: waiting would never end.</exception>
    Task<Flow> WaitUntilCompletedAsync(
        string organization,
        string flow,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    );
}

internal partial class FlowsClient
{
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public Task<Flow> WaitUntilReadyAsync(
        string organization,
        string flow,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) =>
        Polling.UntilAsync(
            token => ReadAsync(organization, flow, token),
            current => current.State is not (FlowStates.Received or FlowStates.Validating),
            timeout,
            TimeProvider,
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<Flow> WaitUntilCompletedAsync(
        string organization,
        string flow,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    )
    {
        var last = await Polling
            .UntilAsync(
                token => ReadAsync(organization, flow, token),
                current =>
                    current.State
                        is FlowStates.Ready
                            or FlowStates.Completed
                            or FlowStates.CompletedWithRejects
                            or FlowStates.Failed
                            or FlowStates.Cancelled,
                timeout,
                TimeProvider,
                cancellationToken
            )
            .ConfigureAwait(false);
        return last.State == FlowStates.Ready ? throw new InvalidOperationException($"The flow {flow} is ready: confirm it first.") : last;
    }
}
