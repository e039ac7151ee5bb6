namespace PagoDigitale.Api.Features.Accertamenti.Door;

/// <summary>
/// What names accertamenti, and would show another chapter or article if they had one. All who do are asked: answered by
/// <c>Positions</c> (allocations) and <c>Reversali</c> (what they booked).
/// </summary>
public interface IAccertamentoUse
{
    /// <summary>Those of the asked that are named. Their entries are locked by who asks.</summary>
    Task<IReadOnlyCollection<Guid>> NamedAsync(IReadOnlyCollection<Guid> accertamenti, CancellationToken ct);
}
