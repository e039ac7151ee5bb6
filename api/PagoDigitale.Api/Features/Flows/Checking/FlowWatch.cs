using Npgsql;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Looks every second whether the flow was cancelled, and then stops the run at whatever statement it is: a check nobody wants
/// any more holds no runner. Where it cannot look, the run finds the cancellation by itself when it comes to its end.
/// </summary>
public sealed class FlowWatch : IAsyncDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _going;
    private readonly CancellationTokenSource _watching;
    private readonly Task _watch;

    private FlowWatch(TenantScopes scopes, string organization, Guid flow, ILogger log, CancellationToken ct)
    {
        _going = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _watching = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _watch = WatchAsync(scopes, organization, flow, log, _watching.Token);
    }

    /// <summary>Cancelled with the flow, and with the worker.</summary>
    public CancellationToken Going => _going.Token;

    public bool IsFlowCancelled { get; private set; }

    public static FlowWatch Begin(TenantScopes scopes, string organization, Guid flow, ILogger log, CancellationToken ct) =>
        new(scopes, organization, flow, log, ct);

    public async ValueTask DisposeAsync()
    {
        await _watching.CancelAsync();
        await _watch;
        _watching.Dispose();
        _going.Dispose();
    }

    private async Task WatchAsync(TenantScopes scopes, string organization, Guid flow, ILogger log, CancellationToken ct)
    {
        while (!IsFlowCancelled)
        {
            try
            {
                await Task.Delay(Glance, ct);
                await using var scope = await scopes.OpenAsync(organization, ct);
                IsFlowCancelled = await scope.Session.ScalarAsync<bool>(
                    "SELECT state = $3 FROM flows WHERE organization_id = $1 AND flow_id = $2",
                    ct,
                    organization,
                    flow,
                    StateText.Of(FlowState.Cancelled)
                );
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (NpgsqlException error)
            {
                log.LogWarning("Whether flow {Flow} was cancelled could not be read ({Reason})", flow, error.Message);
            }
        }
        await _going.CancelAsync();
    }
}
