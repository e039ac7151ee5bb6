using FluentValidation;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

public sealed record OutsidePaymentWithdrawal
{
    public required string InstalmentId { get; init; }
    public required string Reason { get; init; }
}

public sealed class OutsidePaymentWithdrawalValidator : AbstractValidator<OutsidePaymentWithdrawal>
{
    public OutsidePaymentWithdrawalValidator() => RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
}

/// <summary>
/// A payment outside the node that was declared by mistake is taken back: the debt is owed again, unless it was also paid
/// through pagoPA. The receipt stays, withdrawn, because somebody may hold its attestation.
/// </summary>
public sealed class WithdrawOutsidePaymentHandler(
    PositionLoader positions,
    ReadPositionHandler read,
    IMoneyOfPositions money,
    InstalmentMarkWriter marks,
    PositionStateWriter states,
    PositionEventWriter events
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, OutsidePaymentWithdrawal input, CancellationToken ct)
    {
        if (await positions.LockAsync(id, ct) is not { } position)
            return PositionRefusals.NotFound(id);
        var named = NamedInstalment.Of(position, input.InstalmentId);
        if (named.Error is { } unknown)
            return unknown;
        var instalment = named.Value!;
        if (instalment is { IsPaidOutsideNode: true, ReceiptRecordId: { } receipt })
            await WithdrawAsync(instalment, receipt, input.Reason, ct);
        else if (!await money.WasOutsideWithdrawnAsync(instalment.InstalmentId, ct))
            return ApiError.Conflict(
                "not-paid-outside",
                PositionRefusalTexts.NotDeclaredPaid,
                PositionRefusalTexts.NoOutsidePayment.With(instalment.NoticeNumber, InstalmentStateTexts.Of(instalment.State))
            );
        return await read.WrittenAsync(position.PositionId, ct);
    }

    private async Task WithdrawAsync(Instalment instalment, Guid receipt, string reason, CancellationToken ct)
    {
        await money.WithdrawOutsideAsync(receipt, instalment.InstalmentId, reason, ct);
        await marks.RefreshAsync([instalment.InstalmentId], ct);
        await states.RecomputeAsync([instalment.PositionId], ct);
        await events.EmitAsync(
            instalment.PositionId,
            p => new PositionOutsidePaymentWithdrawn(p, instalment.NoticeNumber, Ids.Receipt(receipt), reason),
            ct
        );
    }
}
