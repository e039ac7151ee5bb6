namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Which own shares a reversale that stands covers. Answered by <c>Rendicontazioni</c>, which knows the flows that are booked.
/// </summary>
public interface IBookedShares
{
    /// <summary>
    /// Sets <c>is_booked</c> in a table of the transaction that has <c>instalment_id</c> and <c>transfer_index</c>: there may be
    /// hundreds of thousands.
    /// </summary>
    Task MarkAsync(string table, CancellationToken ct);
}
