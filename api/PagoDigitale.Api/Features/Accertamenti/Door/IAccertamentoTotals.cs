namespace PagoDigitale.Api.Features.Accertamenti.Door;

/// <summary>What is owed or was paid on an accertamento, what came of it, and what reversali have booked.</summary>
public sealed record AccertamentoTotals(long IssuedCents, long CollectedCents, long RegularisedCents);

/// <summary>
/// What accertamenti tell at the moment. Answered by <c>Allocations</c>, which says how what came is split.
/// </summary>
public interface IAccertamentoTotals
{
    /// <summary>Of each that is asked for, in one statement: the page is cut first.</summary>
    Task<IReadOnlyDictionary<Guid, AccertamentoTotals>> OfAsync(IReadOnlyCollection<Guid> accertamenti, CancellationToken ct);
}
