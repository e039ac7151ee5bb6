namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>
/// What movements brought for flows, as far as a revision has to do with it. Answered by <c>BankStatements</c>, which puts
/// movements and flows together.
/// </summary>
public interface IFlowTransfers
{
    /// <summary>
    /// A movement of a superseded revision is free again. What a person matched passes on to the new one at once, and everything
    /// does when a reversale was issued, because money is accounted once. True when the new revision has movements now: it is
    /// refreshed once its rows are there.
    /// </summary>
    Task<bool> SupersedeAsync(Guid older, Guid newer, bool isAccounted, CancellationToken ct);

    /// <summary>Puts a flow, its movements and its payments where what has come puts them.</summary>
    Task RefreshAsync(Guid flow, CancellationToken ct);
}
