using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// A movement that is no pagoPA money, or a line exported twice: it is no anomaly any more and stays visible.
/// <c>unmatchMovement</c> takes it back.
/// </summary>
public sealed class IgnoreMovementHandler(
    TenantSession session,
    DecisionQueries decisions,
    DecisionWriter writer,
    MovementLinkWriter links,
    ReadMovementHandler read
)
{
    public async Task<Outcome<MovementModel>> RunAsync(string movement, MovementDecisionInput input, CancellationToken ct)
    {
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await decisions.MovementAsync(movement, ct) is not { } found)
            return DecisionQueries.NotFound(movement);
        if (found.State == MovementState.Ignored)
            return await read.RunAsync(movement, ct);
        if (await decisions.RegularisedAsync(found, ct) is { } regularised)
            return regularised;
        if (!found.IsOpen)
            return DecisionQueries.NotOpen(found);
        await links.UnlinkAsync([found.Id], ct);
        await writer.SetStateAsync([found.Id], "ignored", ct);
        await writer.DecideAsync([found.Id], input.Reason, isDecided: true, m => new MovementIgnored(m, input.Reason), ct);
        return await read.RunAsync(movement, ct);
    }
}
