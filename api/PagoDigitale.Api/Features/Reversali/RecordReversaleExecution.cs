using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record ReversaleExecution
{
    public required DateOnly ExecutedOn { get; init; }
}

/// <summary>What the treasurer executed is annulled no more.</summary>
public sealed class RecordReversaleExecutionHandler(
    TenantSession session,
    ReversaleLock reversali,
    ReadReversaleHandler read,
    TimeProvider clock
)
{
    public async Task<Outcome<ReversaleModel>> RunAsync(string id, ReversaleExecution input, CancellationToken ct)
    {
        if (await reversali.TakeAsync(id, ct) is not { } reversale)
            return ReversaleRows.NotFound(id);
        if (reversale.IsAnnulled)
            return ApiError.Conflict("reversale-annulled", ReversaliTexts.Annulled, ReversaliTexts.RecordSuccessor);
        if (input.ExecutedOn > RomeTime.LegalDate(clock.GetUtcNow()) || input.ExecutedOn < reversale.AccountingDate)
            return ApiError.Invalid(
                new FieldError(
                    "executedOn",
                    "executed-on-invalid",
                    ReversaliTexts.ExecutedOnInvalid.With(input.ExecutedOn, reversale.AccountingDate),
                    ReversaliTexts.GiveExecutionDay
                )
            );
        await session.ExecuteAsync(
            "UPDATE reversali SET executed_on = $3 WHERE organization_id = $1 AND reversale_id = $2",
            ct,
            session.Organization,
            reversale.Id,
            input.ExecutedOn
        );
        return await read.RunAsync(id, ct);
    }
}
