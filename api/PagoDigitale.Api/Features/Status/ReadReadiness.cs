using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Status;

public sealed class ReadReadinessHandler(Readiness readiness)
{
    public async Task<Outcome<ServiceStatus>> RunAsync(CancellationToken ct)
    {
        var looked = await readiness.LookAsync().WaitAsync(ct);
        return looked.Error is { } error ? error : Decide(looked.Value!);
    }

    private static ServiceStatus Decide(List<ServiceCheck> checks) =>
        ServiceStatus.Alive with
        {
            Status = checks.All(c => c.Status == CheckState.Up) ? ServiceState.Up : ServiceState.Degraded,
            Checks = checks,
        };
}
