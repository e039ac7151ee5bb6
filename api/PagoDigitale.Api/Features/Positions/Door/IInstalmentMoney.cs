using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// What is known of the money of instalments: which of the organization's own transfers are told, and which have come. Answered
/// by <c>ReconciliationJobs</c>, which stands above all who know some of it.
/// </summary>
public interface IInstalmentMoney
{
    Task<List<(Guid InstalmentId, Guid PositionId, InstalmentMoney Money)>> ReadAsync(
        IReadOnlyCollection<Guid> instalmentIds,
        CancellationToken ct
    );
}
