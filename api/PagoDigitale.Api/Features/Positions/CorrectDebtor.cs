using FluentValidation;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

public sealed record DebtorCorrectionInput
{
    public required PositionDebtorInput Debtor { get; init; }
    public required string Reason { get; init; }
}

public sealed class DebtorCorrectionInputValidator : AbstractValidator<DebtorCorrectionInput>
{
    public DebtorCorrectionInputValidator()
    {
        RuleFor(x => x.Debtor).SetValidator(new PositionDebtorInputValidator());
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

/// <summary>
/// Corrects who owes an open position: a provisional fiscal code gives way to the definitive one, a name was misspelt, somebody
/// has moved. Receipts keep what was paid under; papers that are out keep what they show, and the position says so.
/// </summary>
public sealed class CorrectDebtorHandler(
    PagoDb db,
    PositionLoader positions,
    ReadPositionHandler read,
    DebtorWriter debtors,
    DebtorCorrectionWriter corrections,
    LedgerWriter ledger,
    PositionEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, DebtorCorrectionInput input, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        if ((Refusal(position) ?? Together(position, input.Debtor)) is { } refusal)
            return refusal;
        if (PositionComparison.IsSame(position, input.Debtor))
            return await read.WrittenAsync(position.PositionId, ct);
        var debtor = await debtors.UpsertAsync(input.Debtor.Facts(), ct, await corrections.FormerAsync(position, ct));
        if (debtor.Error is { } taken)
            return taken;
        await corrections.RecordAsync(position, input.Reason, ct);
        Apply(position, debtor.Value!.Id, input.Debtor);
        var entries = position.Settle(clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        await ledger.PostAsync(entries, ct);
        await events.EmitAsync(position.PositionId, p => new PositionDebtorCorrected(p, input.Reason), ct);
        return await read.WrittenAsync(position.PositionId, ct);
    }

    private static ApiError? Refusal(Position position) =>
        position.Instalments.Exists(i => i.IsLive && i.State != InstalmentState.Void && !InstalmentLifeCycle.IsSettled(i.State))
            ? null
            : PositionRefusals.IfSettled(position.Instalments) ?? PositionRefusals.Cancelled();

    /// <summary>As when the position was written: who owes it together are several, and known.</summary>
    private static ApiError? Together(Position position, PositionDebtorInput debtor)
    {
        var code = FiscalCode.Parse(debtor.FiscalCode).Value;
        if (position.CoDebtors.Exists(c => c.FiscalCode == code))
            return ApiError.Invalid(
                new FieldError("debtor.fiscalCode", "debtor-repeated", CoDebtorTexts.IsNamedTwice, CoDebtorTexts.NameEachOnce)
            );
        return position.CoDebtors.Count > 0 && code == FiscalCode.AnonymousText
            ? ApiError.Invalid(
                new FieldError("debtor.fiscalCode", "co-debtors-of-unknown", CoDebtorTexts.IsUnknown, CoDebtorTexts.NameDebtorFirst)
            )
            : null;
    }

    public static void Apply(Position position, Guid debtor, PositionDebtorInput input)
    {
        position.DebtorId = debtor;
        position.DebtorType = input.Type;
        position.DebtorFiscalCode = FiscalCode.Parse(input.FiscalCode).Value;
        position.DebtorName = input.Name;
        position.DebtorAddress = input.Address;
        position.DebtorEmail = input.Email;
    }
}
