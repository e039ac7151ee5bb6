namespace PagoDigitale.Sdk;

public partial interface IRendicontazioniClient
{
    /// <summary>Waits until the rows are read: the rendicontazione is in any other state than <c>received</c>.</summary>
    /// <param name="organization">Fiscal code of the organization.</param>
    /// <param name="rendicontazione">Identifier of the rendicontazione.</param>
    /// <param name="timeout">How long to wait; an hour when absent.</param>
    /// <param name="cancellationToken">Stops waiting; the service goes on.</param>
    /// <exception cref="TimeoutException">The time is over.</exception>
    Task<Rendicontazione> WaitUntilParsedAsync(
        string organization,
        string rendicontazione,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    );
}

internal partial class RendicontazioniClient
{
    internal TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <inheritdoc />
    public Task<Rendicontazione> WaitUntilParsedAsync(
        string organization,
        string rendicontazione,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default
    ) =>
        Polling.UntilAsync(
            token => ReadAsync(organization, rendicontazione, token),
            current => current.State is not RendicontazioneStates.Received,
            timeout,
            TimeProvider,
            cancellationToken
        );
}
