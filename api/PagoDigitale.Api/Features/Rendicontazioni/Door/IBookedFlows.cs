namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>What reversali in force have booked of a flow, in whichever of its revisions.</summary>
/// <param name="Original">The revision that the first of them was issued on.</param>
/// <param name="OriginalCents">What the first of them booked.</param>
/// <param name="Cents">What all of them did.</param>
/// <param name="UnprovedCents">What of it no movement vouches for; null when one does for each.</param>
public sealed record BookedFlow(Guid Original, long OriginalCents, long Cents, long? UnprovedCents);

/// <summary>Tells what of flows has been booked. Answered by <c>Reversali</c>.</summary>
public interface IBookedFlows
{
    /// <summary>By the rendicontazione asked for, whatever its revision; those of which nothing is booked are left out.</summary>
    Task<Dictionary<Guid, BookedFlow>> OfAsync(IReadOnlyCollection<Guid> rendicontazioni, CancellationToken ct);
}
