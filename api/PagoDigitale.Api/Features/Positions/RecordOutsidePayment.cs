using FluentValidation;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record OutsidePaymentInput
{
    public required string InstalmentId { get; init; }
    public required DateOnly PaidOn { get; init; }

    [Printed]
    public required string Reason { get; init; }

    [Printed]
    public string? Reference { get; init; }
}

public sealed class OutsidePaymentInputValidator : AbstractValidator<OutsidePaymentInput>
{
    public OutsidePaymentInputValidator()
    {
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
        RuleFor(x => x.Reference).Length(1, 140);
        RuleFor(x => x.PaidOn)
            .Must(d => d.Year >= 2000)
            .Otherwise("date-implausible", PositionInputTexts.IsImplausible, PositionsTexts.GiveDayOfMoney);
    }
}

/// <summary>
/// The organization declares money taken at a counter or by plain bank transfer. It leaves a receipt like any other payment.
/// </summary>
public sealed class RecordOutsidePaymentHandler(
    PositionLoader positions,
    ReadPositionHandler read,
    OwedDebts debts,
    IMoneyOfPositions money,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, OutsidePaymentInput input, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        if (input.PaidOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(
                new FieldError("paidOn", "paid-on-future", PositionsTexts.HasNotCome.With(input.PaidOn), PositionsTexts.GiveDayOfMoney)
            );
        var named = NamedInstalment.Of(position, input.InstalmentId);
        if (named.Error is { } unknown)
            return unknown;
        var instalment = named.Value!;
        var debt = (await debts.TryLockAsync(instalment.NoticeNumber, ct))!;
        if (debt.RefusesDeclared() is not { } refusal)
            await money.TakeOutsideAsync(debt, new(input.PaidOn, RomeTime.StartOfDay(input.PaidOn), input.Reason, input.Reference), ct);
        else if (!instalment.IsPaidOutsideNode)
            return refusal;
        return await read.WrittenAsync(position.PositionId, ct);
    }
}
