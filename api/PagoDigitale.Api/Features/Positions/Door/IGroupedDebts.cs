namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Debts, each with an external code of its own, that were put together into one position: the position has the code of the first, the
/// others are kept with the rows they came in. Answered by <c>Flows</c>, which groups rows.
/// </summary>
public interface IGroupedDebts
{
    /// <summary>The position that a debt with this code was put into as one that follows another; one at most.</summary>
    Task<Guid?> FindAsync(string externalId, CancellationToken ct);

    /// <summary>Whether a position was made of several debts.</summary>
    Task<bool> IsGroupAsync(Guid positionId, CancellationToken ct);
}
