using PagoDigitale.Core.Remittance;
using static PagoDigitale.Core.Reconciliation.ReconciliationClass;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>
/// Gives an item its class. Rules run in order, the first that holds wins: what costs somebody money comes before
/// what is merely missing.
/// </summary>
public static class Classifier
{
    /// <summary>codiceEsitoSingoloPagamento of a payment taken back.</summary>
    internal const int Revoked = 3;

    private const string AcceptProposal =
        "Look at listMovementProposals: accept one with matchMovements, or leave the movement out with ignoreMovement.";

    private const string DecideCredit =
        "A credit on the account may be its money: look at listMovementProposals and accept it with matchMovements. Otherwise "
        + "ask the treasurer, then the PSP.";

    private const string NothingToDo = "Nothing: the item is regular.";

    public static Classification Classify(Facts facts)
    {
        var (type, rule, nextStep) = Decide(facts);
        return new Classification(type, Found(facts), rule, nextStep);
    }

    private static (ReconciliationClass Class, string Rule, string NextStep) Decide(Facts facts)
    {
        if (facts.IsRepeatedMovement)
            return (
                Doppi,
                "Another credit already brought this very amount for the same reference.",
                "Look at the bank statement: leave the line out with ignoreMovement if it was exported twice; if the money came "
                    + "twice, ask the treasurer and the PSP to take one back."
            );
        if (facts.IsTransferredSingly)
            return (
                Doppi,
                "The rendicontazione reports a payment that a transfer of its own had already brought.",
                "Ask the PSP: either the flow is to be revised, or one of the two credits goes back."
            );
        if (facts.IsRepeatedRow)
            return (
                Doppi,
                "Another row reports the same payment, with the same receipt.",
                "The payer paid once: ask the PSP for a revision without the repeated row, or to take its money back."
            );
        // Before whatever asks for a refund: what did not come is not given back.
        if (facts is { IsReportedDifferently: true, OutcomeCode: not Revoked })
            return (
                RtIufDivImp,
                "The rendicontazione reports another amount than the receipt has.",
                "Ask the PSP which amount was paid; a revision of the flow, or the difference, has to come. Refund nothing of it before."
            );
        if (facts.IsDuplicate)
            return (
                Doppi,
                "Another payment already accounts for the same debt.",
                "Check with the payer and refund the second payment (refundPayerCredit), or assign it to another position "
                    + "(assignPayerCredit)."
            );
        if (facts.IsOutsideNode)
        {
            return facts.HasReceipt || facts.HasReportRow
                ? (
                    Doppi,
                    "The position was declared paid outside the node and was also paid through pagoPA.",
                    "Withdraw the declaration if it was a mistake (withdrawOutsidePayment), otherwise refund the second payment "
                        + "(refundPayerCredit)."
                )
                : (PaidOutside, "The organization declared the position paid outside the node.", NothingToDo);
        }
        if (facts.IsAccountedDifferently)
            return (
                IufTesDivImp,
                "A reversale was issued on the flow as it was, before its revision or its movement said otherwise.",
                "Annul the reversale and book the flow anew (annulReversale). Where the treasurer has executed it or its year is "
                    + "over, book the difference in accounting; if a storno took its money back, wait for the right credit first."
            );
        if (facts.IsSumWrong)
            return (
                IufTesDivImp,
                "The rows of the rendicontazione do not add up to its total: no split among accertamenti would close.",
                "Ask the PSP for a revision of the flow."
            );
        if (facts.HasReportRow)
            return facts.HasMovement ? ReportAndMovement(facts) : ReportAlone(facts);
        if (facts.HasMovement)
            return MovementWithoutReport(facts);
        if (facts.HasReceipt)
            return ReceiptAlone(facts);
        if (facts.HasPosition)
            return (
                IudNoRt,
                "The position is known and no receipt is.",
                "Wait for the payment; if the payer shows a receipt, recover it from the back office of pagoPA and upload it "
                    + "(uploadReceipt)."
            );
        throw new ArgumentException("An item without any fact has no class.", nameof(facts));
    }

    private static (ReconciliationClass, string, string) ReportAndMovement(Facts facts)
    {
        // SACI: the flow id and the amount must both match. One rendicontazione is one transfer on one IBAN.
        var reported = facts.ReportTotalCents ?? facts.ReportRowCents;
        if (reported is not null && facts.MovementCents is not null && reported != facts.MovementCents)
            return (
                IufTesDivImp,
                "The movement names the rendicontazione but its amount is different from the total reported.",
                "Ask the PSP for the difference. When the bank split or merged the credit put it together with matchMovements; a "
                    + "credit of something else is taken off with unmatchMovement."
            );
        if (!facts.HasReceipt)
            return NoReceipt(facts);
        if (Disagreement(facts) is { } disagreement)
            return disagreement;
        return facts.HasPosition
            ? (IudRtIufTes, "Position, receipt, rendicontazione and treasury movement agree.", NothingToDo)
            : (RtIufTes, "Receipt, rendicontazione and treasury movement agree.", NothingToDo);
    }

    private static (ReconciliationClass, string, string) ReportAlone(Facts facts)
    {
        if (facts.IsWholeFlow)
            return (
                IufNoTes,
                "The rendicontazione has no treasury movement.",
                facts.HasProposals ? DecideCredit
                : facts.IsMovementOverdue ? "The credit is late: ask the treasurer, then the PSP."
                : "Wait for the credit, due on the next working day, or load the bank statement."
            );
        if (!facts.HasReceipt)
            return NoReceipt(facts);
        if (Disagreement(facts) is { } disagreement)
            return disagreement;
        if (facts.IsMovementOverdue)
            return (
                IufNoTes,
                "The payment is reported and the money is overdue.",
                facts.HasProposals ? DecideCredit : "The credit is late: ask the treasurer, then the PSP."
            );
        return facts.HasPosition
            ? (
                IudRtIuf,
                "Position, receipt and rendicontazione agree; the credit is not due yet.",
                "Nothing: the treasury movement will complete the item."
            )
            : (
                RtIuf,
                "Receipt and rendicontazione agree; the credit is not due yet.",
                "Nothing: the treasury movement will complete the item."
            );
    }

    private static (ReconciliationClass, string, string) MovementWithoutReport(Facts facts)
    {
        if (facts.IsDebit)
            return (
                TesNoMatch,
                "The bank took money from the account and names a rendicontazione or an IUV.",
                "Ask the treasurer and the PSP what was taken back and why; then put it to the rendicontazione with "
                    + "matchMovements, or leave it out with ignoreMovement."
            );
        if (facts.HasReceipt && facts.ReferenceKind != RemittanceKind.Flow)
        {
            if (facts.IsReferenceKnown)
                return (
                    TesNoMatch,
                    "A rendicontazione reports the payment this movement names, and its own transfer has not come.",
                    "Ask the PSP whether this credit stands for the one of the flow, and for a revision then."
                );
            if (facts.ReceiptCents is not null && facts.MovementCents is not null && facts.ReceiptCents != facts.MovementCents)
                return (
                    TesNoMatch,
                    "The movement names the receipt's IUV but its amount is different.",
                    "Compare the receipt with the bank statement, then match with matchMovements or leave it out with ignoreMovement."
                );
            return Disagreement(facts) ?? (RtTes, "The movement is the single transfer of one receipt.", NothingToDo);
        }
        return facts.ReferenceKind switch
        {
            RemittanceKind.Flow when facts.HasProposals => (
                TesNoMatch,
                "The flow id is cut, or the movement names several: id and amount do not agree with one rendicontazione.",
                AcceptProposal
            ),
            RemittanceKind.None when facts.HasProposals => (
                TesNoIufOrIuv,
                "The text of the movement names neither a rendicontazione nor an IUV; one of its amount is open.",
                AcceptProposal
            ),
            RemittanceKind.Flow when facts.IsReferenceKnown => (
                TesNoMatch,
                "The rendicontazione it names has another total and another movement.",
                "Ask the treasurer what was credited, then match with matchMovements or leave it out with ignoreMovement."
            ),
            RemittanceKind.Flow => (
                TesNoMatch,
                "The movement names a rendicontazione that is not known.",
                "Download the rendicontazione from the node; it may come up to two working days after the payments."
            ),
            RemittanceKind.Iuv => (
                TesNoMatch,
                "The movement names an IUV and no receipt is known.",
                "Recover the receipt from the back office of pagoPA or the other partner and upload it (uploadReceipt), or match "
                    + "with matchMovements when it is known under another IUV."
            ),
            _ => (
                TesNoIufOrIuv,
                "The text of the movement names neither a rendicontazione nor an IUV.",
                "Leave it out with ignoreMovement when it is not a pagoPA credit, otherwise match it with matchMovements."
            ),
        };
    }

    private static (ReconciliationClass, string, string) ReceiptAlone(Facts facts) =>
        Disagreement(facts)
        ?? (
            RtNoIuf,
            "The receipt has not been reported by any rendicontazione.",
            "Wait until the end of the second working day after the payment, then ask the PSP for the rendicontazione."
        );

    private static (ReconciliationClass, string, string) NoReceipt(Facts facts) =>
        (
            IuvNoRt,
            "The rendicontazione reports an IUV without a receipt.",
            facts.OutcomeCode switch
            {
                // Flussi di rendicontazione, codiceEsitoSingoloPagamento.
                9 => "Executed without request (outcome 9): no receipt will come; the row is the proof that the IUV was paid, and "
                    + "settles its position once that is known.",
                8 => "Executed in Stand-In without request (outcome 8): wait for the late receipt; if none comes within seven "
                    + "days, the row is the proof and settles the position.",
                4 => "Executed in Stand-In (outcome 4): wait for the late receipt; if none comes within seven days of the "
                    + "rendicontazione, the row is the proof and settles the position.",
                Revoked => "Revoked (outcome 3): check that the position is not left as paid.",
                _ => "Look in listRefusedMessages; otherwise recover the receipt from the back office of pagoPA or the other "
                    + "partner and upload it (uploadReceipt).",
            }
        );

    /// <summary>What is wrong with a receipt, whether or not its money has come.</summary>
    private static (ReconciliationClass, string, string)? Disagreement(Facts facts)
    {
        if (facts is { HasReportRow: true, OutcomeCode: Revoked })
            return (
                RtIufDivImp,
                "The PSP revoked a payment that has a receipt (outcome 3).",
                "Ask the PSP why, and take the amount off what was collected (listCorrectionCases). If another payment still "
                    + "pays the position, that is all: nothing is owed back of this one. If the position is open again, ask the payer "
                    + "with a new one and cancel this one (cancelPosition)."
            );
        if (facts.IsPositionExpected && !facts.HasPosition)
            return (
                RtNoIud,
                "The receipt belongs to no known position.",
                "Register the position in the vertical that issued the IUV, or assign the payment to the notice it was meant for "
                    + "(assignPayerCredit)."
            );
        if (facts.IsPaidAfterRelease)
            return (
                RtNoIud,
                "The position had been cancelled or replaced when it was paid.",
                "Refund the payer (refundPayerCredit), or settle with it what took the position's place (assignPayerCredit)."
            );
        if (facts.IsPaidDifferently)
            return (
                IudRtDivImp,
                "The payment differs from the position in its amount or in the shares of its beneficiaries.",
                "If less was paid, collect the rest with a position of its own (createPosition) and write it off here "
                    + "(cancelPosition); if more, refund what exceeds (refundPayerCredit) or assign it to another position "
                    + "(assignPayerCredit)."
            );
        return null;
    }

    private static List<string> Found(Facts facts) =>
        [.. FactWord.All.Where(w => w.IsSaidOf(facts)).Select(w => Describe(w.Text, AmountOf(facts, w.Amount)))];

    private static long? AmountOf(Facts facts, FactAmount? amount) =>
        amount switch
        {
            FactAmount.Position => facts.PositionCents,
            FactAmount.Receipt => facts.ReceiptCents,
            FactAmount.ReportTotal => facts.ReportTotalCents,
            FactAmount.ReportRow => facts.ReportRowCents,
            FactAmount.Movement => facts.MovementCents,
            _ => null,
        };

    private static string Describe(string fact, long? cents) =>
        cents is { } amount ? $"{fact} of {Money.EuroCents.ToItalian(amount)} euro" : fact;
}
