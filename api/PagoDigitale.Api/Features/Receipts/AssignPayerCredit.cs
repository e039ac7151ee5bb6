using FluentValidation;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Receipts;

public sealed record PayerCreditAssignment
{
    public required string NoticeNumber { get; init; }
    public required string Reason { get; init; }
}

public sealed class PayerCreditAssignmentValidator : AbstractValidator<PayerCreditAssignment>
{
    public PayerCreditAssignmentValidator()
    {
        RuleFor(x => x.NoticeNumber).MustBeNoticeNumber(PayerCreditTexts.GiveNoticeToPay);
        RuleFor(x => x.Reason).NotEmpty().MaximumLength(280);
    }
}

/// <summary>What a second payment, or an excess, owes back pays another notice.</summary>
public sealed class AssignPayerCreditHandler(
    PayerCreditSourceWriter sources,
    PayerCreditUseWriter uses,
    CreditPaymentWriter payments,
    ReadReceiptHandler read,
    ReceiptEventWriter events
)
{
    public async Task<Outcome<ReceiptModel>> RunAsync(string receipt, PayerCreditAssignment input, CancellationToken ct)
    {
        if (await sources.LockAsync(receipt, ct) is not { } source)
            return ReceiptRow.NotFound(receipt);
        var credit = new PayerCredit(source.Id, source.Iur, source.PaidAt, source.CreditCents);
        var paid = await payments.PayAsync(input.NoticeNumber, credit, input.Reason, ct);
        if (paid.Error is { } refused)
            return refused;
        await uses.RecordAsync(
            source,
            "assigned",
            paid.Value!.AmountCents,
            paid.Value.InstalmentId,
            paid.Value.ReceiptRecordId,
            null,
            input.Reason,
            ct
        );
        await events.EmitAsync(
            source.Id,
            r => new ReceiptCreditAssigned(
                r,
                paid.Value.AmountCents,
                input.NoticeNumber,
                PublicId.Format(ReceiptRow.Prefix, paid.Value.ReceiptRecordId),
                input.Reason
            ),
            ct
        );
        return await read.RunAsync(receipt, ct);
    }
}
