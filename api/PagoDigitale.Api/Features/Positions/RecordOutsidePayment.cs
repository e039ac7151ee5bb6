using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The organization declares money taken at a counter or by plain bank transfer. It leaves a receipt like any other payment.</summary>
public sealed class RecordOutsidePaymentHandler(
    PagoDb db,
    PositionQueries queries,
    PositionStateWriter states,
    LedgerWriter ledger,
    PaymentWriter payments,
    ReceiptWriter receipts,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, OutsidePaymentInput input, CancellationToken ct)
    {
        if (await queries.LockAsync(id, ct) is not { } position)
            return ApiError.NotFound("Position", id);
        if (input.PaidOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(
                new FieldError("paidOn", "paid-on-future", $"{input.PaidOn:yyyy-MM-dd} has not come yet", "Give the day the money came in.")
            );
        if (
            !PublicId.TryParse(input.InstalmentId, "ins", out var wanted)
            || position.Instalments.Find(i => i.InstalmentId == wanted) is not { } instalment
        )
            return ApiError.Invalid(
                new FieldError(
                    "instalmentId",
                    "instalment-not-found",
                    "is not an instalment of this position",
                    "Use an identifier that the position shows."
                )
            );
        var decision = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.PayOutsideNode);
        if (decision.IsMoved)
            await PayAsync(position, instalment, decision.State, input, ct);
        else if (!instalment.IsPaidOutsideNode)
            return DeclaredPayment.NotPayable(instalment);
        return await queries.ReadAsync(position.PositionId, ct);
    }

    private async Task PayAsync(
        Position position,
        Instalment instalment,
        InstalmentState state,
        OutsidePaymentInput input,
        CancellationToken ct
    )
    {
        var receipt = Guid.CreateVersion7(clock.GetUtcNow());
        instalment.State = state;
        instalment.PaidAt = RomeTime.StartOfDay(input.PaidOn);
        instalment.PaidCents = instalment.AmountCents;
        instalment.IsPaidOutsideNode = true;
        instalment.ReceiptRecordId = receipt;
        await db.SaveChangesAsync(ct);
        await WriteReceiptAsync(position, instalment, receipt, input, ct);
        var subject = new PostingSubject(position.PositionId, instalment.InstalmentId, Reference: Ids.Receipt(receipt));
        var shares = instalment.Shares;
        var postings = PostingRules.PayOutsideNode(shares.OwnCents, shares.OwnCents).ToList();
        // What belongs to others on the same notice is not owed any more either.
        if (shares.OthersCents > 0)
            postings.Add(new(PostingKind.PaidOutsideNode, LedgerAccount.PassedThrough, LedgerAccount.Receivables, shares.OthersCents));
        await ledger.PostAsync(postings, subject, ct);
        await states.RecomputeAsync([position.PositionId], ct);
        await payments.EmitPaidAsync(position.PositionId, instalment.NoticeNumber, receipt, ct);
    }

    private async Task WriteReceiptAsync(
        Position position,
        Instalment instalment,
        Guid receipt,
        OutsidePaymentInput input,
        CancellationToken ct
    )
    {
        var isNew = await receipts.InsertAsync(
            DeclaredPayment.Receipt(
                position,
                instalment,
                receipt,
                "outside",
                ("outside-node", "Outside the node"),
                instalment.PaidAt!.Value
            ) with
            {
                ApplicationDate = input.PaidOn,
                PaymentNote = input.Reason,
                PaymentReference = input.Reference,
                Classification = ReceiptClassification.OutsideNode,
            },
            ct
        );
        if (!isNew)
            throw new InvalidOperationException(
                $"Notice {instalment.NoticeNumber} has a receipt of a payment outside the node already, and was open."
            );
    }
}
