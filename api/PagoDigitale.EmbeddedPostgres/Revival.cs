namespace PagoDigitale.EmbeddedPostgres;

/// <summary>
/// Looks every so often whether the server is gone (killed, out of memory), and brings it back. A failure is told and tried
/// again with growing pauses: an application that waits for its database has nothing better to do.
/// </summary>
internal sealed class Revival : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _watching;

    public Revival(Func<bool> isGone, Func<CancellationToken, Task> revive, Action<string> tell) =>
        _watching = Task.Run(() => WatchAsync(isGone, revive, tell));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watching;
        _stop.Dispose();
    }

    private async Task WatchAsync(Func<bool> isGone, Func<CancellationToken, Task> revive, Action<string> tell)
    {
        var pause = Glance;
        try
        {
            while (true)
            {
                await Task.Delay(pause, _stop.Token);
                if (!isGone())
                {
                    continue;
                }

                pause = await TryReviveAsync(revive, tell) ? Glance : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, PauseMax.Ticks));
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The owner leaves: it stops the server itself, or leaves it to others.
            return;
        }
    }

    private async Task<bool> TryReviveAsync(Func<CancellationToken, Task> revive, Action<string> tell)
    {
        try
        {
            await revive(_stop.Token);
            tell("The private PostgreSQL was gone and runs again.");
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            tell($"The private PostgreSQL is gone and could not be started again: {error.Message}");
            return false;
        }
    }
}
