using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Allocations.Door;

/// <summary>
/// Moves what waits into the figures of accertamenti. Who calls it is alone with the organization: what the figures have of a debt is read
/// and replaced.
/// </summary>
public sealed class FoldAccertamenti(TenantSession session)
{
    /// <summary>How many changes.</summary>
    public Task<int> RunAsync(CancellationToken ct) => session.ScalarAsync<int>(AccertamentoTotalsSql.Fold, ct, session.Organization);
}
