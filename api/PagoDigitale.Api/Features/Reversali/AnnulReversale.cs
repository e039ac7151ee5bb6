using FluentValidation;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record AnnulmentReason
{
    public required string Reason { get; init; }
}

public sealed class AnnulmentReasonValidator : AbstractValidator<AnnulmentReason>
{
    public AnnulmentReasonValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

public sealed record ReversaleExecution
{
    public required DateOnly ExecutedOn { get; init; }
}

/// <summary>
/// A reversale can be annulled as long as the treasurer has not executed it, and within its financial year: afterwards the
/// treasurer's accounts, or the year's, have it, and it is corrected in accounting.
/// </summary>
public sealed class AnnulReversaleHandler(TenantSession session, ReversaleQueries queries, AnnulmentWriter annulments, TimeProvider clock)
{
    public async Task<Outcome<ReversaleModel>> AnnulAsync(string id, AnnulmentReason input, CancellationToken ct)
    {
        if (await LockAsync(id, ct) is not { } reversale)
            return ApiError.NotFound("Reversale", id);
        if (reversale.IsAnnulled)
            return await queries.ReadAsync(id, ct);
        if (reversale.ExecutedOn is { } day)
            return ApiError.Conflict(
                "reversale-executed",
                "The treasurer has executed the reversale",
                $"It was executed on {day:yyyy-MM-dd}. Correct it in accounting; listCorrectionCases states what of it was taken back."
            );
        if (reversale.Year != RomeTime.LegalDate(clock.GetUtcNow()).Year)
            return ApiError.Conflict(
                "reversale-year-over",
                "The financial year of the reversale is over",
                $"It belongs to {reversale.Year}. Correct it in accounting; listCorrectionCases states what of it was taken back."
            );
        await annulments.AnnulAsync(reversale.Id, reversale.RendicontazioneId, input.Reason, ct);
        return await queries.ReadAsync(id, ct);
    }

    public async Task<Outcome<ReversaleModel>> ExecuteAsync(string id, ReversaleExecution input, CancellationToken ct)
    {
        if (await LockAsync(id, ct) is not { } reversale)
            return ApiError.NotFound("Reversale", id);
        if (reversale.IsAnnulled)
            return ApiError.Conflict(
                "reversale-annulled",
                "The reversale is annulled",
                "An annulled reversale is not executed: record the execution of the one that took its place."
            );
        if (input.ExecutedOn > RomeTime.LegalDate(clock.GetUtcNow()) || input.ExecutedOn < reversale.AccountingDate)
            return ApiError.Invalid(
                new FieldError(
                    "executedOn",
                    "executed-on-invalid",
                    $"{input.ExecutedOn:yyyy-MM-dd} is not between the accounting date {reversale.AccountingDate:yyyy-MM-dd} and today",
                    "Give the day the treasurer executed it."
                )
            );
        await session.ExecuteAsync(
            "UPDATE reversali SET executed_on = $3 WHERE organization_id = $1 AND reversale_id = $2",
            ct,
            session.Organization,
            reversale.Id,
            input.ExecutedOn
        );
        return await queries.ReadAsync(id, ct);
    }

    private async Task<Locked?> LockAsync(string id, CancellationToken ct)
    {
        if (!PublicId.TryParse(id, "rev", out var reversale))
            return null;
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        return (
            await session.QueryAsync(
                """
                SELECT reversale_id, rendicontazione_id, year, accounting_date, executed_on, annulled_at IS NOT NULL FROM reversali
                    WHERE organization_id = $1 AND reversale_id = $2 FOR UPDATE
                """,
                r => new Locked(
                    r.GetGuid(0),
                    r.GetGuid(1),
                    r.GetInt16(2),
                    r.GetFieldValue<DateOnly>(3),
                    r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
                    r.GetBoolean(5)
                ),
                ct,
                session.Organization,
                reversale
            )
        ).SingleOrDefault();
    }

    private sealed record Locked(Guid Id, Guid RendicontazioneId, int Year, DateOnly AccountingDate, DateOnly? ExecutedOn, bool IsAnnulled);
}
