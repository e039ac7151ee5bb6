using FluentValidation;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Reversali;

public sealed record AnnulmentReason
{
    public required string Reason { get; init; }
}

public sealed class AnnulmentReasonValidator : AbstractValidator<AnnulmentReason>
{
    public AnnulmentReasonValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

/// <summary>
/// A reversale can be annulled as long as the treasurer has not executed it, and within its financial year: afterwards the
/// treasurer's accounts, or the year's, have it, and it is corrected in accounting.
/// </summary>
public sealed class AnnulReversaleHandler(
    ReversaleLock reversali,
    ReadReversaleHandler read,
    AnnulmentWriter annulments,
    TimeProvider clock
)
{
    public async Task<Outcome<ReversaleModel>> RunAsync(string id, AnnulmentReason input, CancellationToken ct)
    {
        if (await reversali.TakeAsync(id, ct) is not { } reversale)
            return ReversaleRows.NotFound(id);
        if (reversale.IsAnnulled)
            return await read.RunAsync(id, ct);
        if (reversale.ExecutedOn is { } day)
            return ApiError.Conflict("reversale-executed", ReversaliTexts.Executed, ReversaliTexts.CorrectExecuted.With(day));
        if (reversale.Year != RomeTime.LegalDate(clock.GetUtcNow()).Year)
            return ApiError.Conflict("reversale-year-over", ReversaliTexts.YearOver, ReversaliTexts.CorrectOfYear.With(reversale.Year));
        await annulments.AnnulAsync(reversale.Id, reversale.RendicontazioneId, input.Reason, ct);
        return await read.RunAsync(id, ct);
    }
}
