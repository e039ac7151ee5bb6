namespace PagoDigitale.Sdk;

public partial interface IReconciliationJobsClient
{
    /// <summary>Waits until the job is completed or has failed.</summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="job">Identifier of the job.</param>
    /// <param name="timeout">How long to wait; an hour when absent.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    Task<ReconciliationJob> WaitUntilCompletedAsync(
        string organization,
        string job,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    );
}

internal partial class ReconciliationJobsClient
{
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public Task<ReconciliationJob> WaitUntilCompletedAsync(
        string organization,
        string job,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) =>
        Polling.UntilAsync(
            token => ReadAsync(organization, job, token),
            current => current.State is ReconciliationJobStates.Completed or ReconciliationJobStates.Failed,
            timeout,
            TimeProvider,
            cancellationToken
        );
}
