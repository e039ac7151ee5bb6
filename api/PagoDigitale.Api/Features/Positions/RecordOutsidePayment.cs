using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Ledger.Exposed;
using PagoDigitale.Api.Features.Positions.Exposed;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>The organization declares money taken at a counter or by plain bank transfer. It leaves a receipt like any other payment.</summary>
public sealed class RecordOutsidePaymentHandler(
    PagoDb db, PositionQueries queries, PositionStateWriter states, LedgerWriter ledger, PaymentWriter payments, TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<PositionModel>> RunAsync(string id, OutsidePaymentInput input, CancellationToken ct)
    {
        if (await queries.LockAsync(id, ct) is not { } position)
            return ApiError.NotFound("Position", id);
        if (input.PaidOn > RomeTime.LegalDate(clock.GetUtcNow()))
            return ApiError.Invalid(new FieldError("paidOn", "paid-on-future", $"{input.PaidOn:yyyy-MM-dd} has not come yet", "Give the day the money came in."));
        if (!PublicId.TryParse(input.InstalmentId, "ins", out var wanted) || position.Instalments.Find(i => i.InstalmentId == wanted) is not { } instalment)
            return ApiError.Invalid(new FieldError("instalmentId", "instalment-not-found", "is not an instalment of this position", "Use an identifier that the position shows."));
        if (PositionRefusals.IfInProgress([instalment], clock.GetUtcNow()) is { } busy)
            return busy;
        var decision = InstalmentLifeCycle.Decide(instalment.State, InstalmentEvent.PayOutsideNode);
        if (decision.IsMoved)
            await PayAsync(position, instalment, decision.State, input, ct);
        else if (!instalment.IsPaidOutsideNode)
            return PositionRefusals.IfSettled([instalment]) ?? ApiError.Conflict("instalment-not-payable", "The instalment cannot be paid",
                $"Notice {instalment.NoticeNumber} is {StateText.Of(instalment.State)}: publish or reopen the position first.");
        return await queries.ReadAsync(position.PositionId, ct);
    }

    private async Task PayAsync(Position position, Instalment instalment, InstalmentState state, OutsidePaymentInput input, CancellationToken ct)
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

    private async Task WriteReceiptAsync(Position position, Instalment instalment, Guid receipt, OutsidePaymentInput input, CancellationToken ct)
    {
        await session.ExecuteAsync("""
            INSERT INTO receipts (organization_id, receipt_record_id, receipt_id, notice_number, iuv, primary_organization, version, amount_cents, paid_at,
                application_date, psp_id, psp_name, payment_method, payment_note, debtor_fiscal_code, debtor_name, description, classification, position_id, instalment_id, received_at)
            VALUES ($1, $2, $3, $4, $5, $1, 'outside', $6, $7, $8, 'outside-node', 'Outside the node', 'outside-node', $9, $10, $11, $12, $13, $14, $15, $16)
            """, ct, session.Organization, receipt, $"outside-{instalment.NoticeNumber}", instalment.NoticeNumber, instalment.Iuv, instalment.AmountCents, instalment.PaidAt,
            input.PaidOn, input.Reference is null ? input.Reason : $"{input.Reason} ({input.Reference})", position.DebtorFiscalCode, position.DebtorName, position.Description,
            StateText.Of(ReceiptClassification.OutsideNode), position.PositionId, instalment.InstalmentId, clock.GetUtcNow());
        await session.ExecuteAsync("""
            INSERT INTO receipt_transfers (organization_id, receipt_record_id, transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information)
            SELECT organization_id, $3, transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information
            FROM transfers WHERE organization_id = $1 AND instalment_id = $2
            """, ct, session.Organization, instalment.InstalmentId, receipt);
    }
}
