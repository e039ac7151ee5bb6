using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

public sealed class CancelIbanReplacementHandler(
    TenantSession session,
    IbanReplacementLookup replacements,
    ReadIbanReplacementHandler read,
    EventLog events
)
{
    public async Task<Outcome<IbanReplacementModel>> RunAsync(string replacement, CancellationToken ct)
    {
        var found = await replacements.FindAsync(replacement, forUpdate: true, ct);
        if (found.Error is { } missing)
            return missing;
        var record = found.Value!;
        var decision = IbanReplacementLifeCycle.Decide(record.State, IbanReplacementEvent.Cancel);
        if (decision.IsRefused)
            return ApiError.Conflict(
                "replacement-not-cancellable",
                IbanReplacementTexts.NotCancellable,
                IbanReplacementTexts.ChangeBack.With(IbanReplacementTexts.StateOf(record.State), record.NewIban, record.Iban)
            );
        if (decision.IsMoved)
        {
            await session.ExecuteAsync(
                "UPDATE iban_replacements SET state = $3 WHERE organization_id = $1 AND replacement_id = $2",
                ct,
                session.Organization,
                record.Id,
                StateText.Of(decision.State)
            );
            await events.EmitAsync(new IbanReplacementCancelled(record with { State = decision.State }), ct);
        }
        return await read.RunAsync(replacement, ct);
    }
}
