using PagoDigitale.Core.Languages;
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

    public static Classification Classify(Facts facts)
    {
        var (type, rule, nextStep) = Decide(facts);
        return new Classification(type, facts, rule, nextStep);
    }

    private static (ReconciliationClass Class, Wording Rule, Wording NextStep) Decide(Facts facts)
    {
        if (facts.IsRepeatedMovement)
            return (Doppi, ClassRuleTexts.CreditRepeated, NextStepTexts.DropRepeatedCredit);
        if (facts.IsTransferredSingly)
            return (Doppi, ClassRuleTexts.TransferredSingly, NextStepTexts.GiveBackOneCredit);
        if (facts.IsRepeatedRow)
            return (Doppi, ClassRuleTexts.RowRepeated, NextStepTexts.ReviseRepeatedRow);
        // Before whatever asks for a refund: what did not come is not given back.
        if (facts is { IsReportedDifferently: true, OutcomeCode: not Revoked })
            return (RtIufDivImp, ClassRuleTexts.ReportedDifferently, NextStepTexts.AskReportedAmount);
        if (facts.IsDuplicate)
            return (Doppi, ClassRuleTexts.DebtPaidAlready, NextStepTexts.RefundSecondPayment);
        if (facts.IsOutsideNode)
        {
            return facts.HasReceipt || facts.HasReportRow
                ? (Doppi, ClassRuleTexts.PaidTwiceOutside, NextStepTexts.WithdrawDeclaration)
                : (PaidOutside, ClassRuleTexts.PaidOutside, NextStepTexts.NothingToDo);
        }
        if (facts.IsAccountedDifferently)
            return (IufTesDivImp, ClassRuleTexts.AccountedDifferently, NextStepTexts.BookAnew);
        if (facts.IsSumWrong)
            return (IufTesDivImp, ClassRuleTexts.SumWrong, NextStepTexts.AskRevision);
        if (facts.HasReportRow)
            return facts.HasMovement ? ReportAndMovement(facts) : ReportAlone(facts);
        if (facts.HasMovement)
            return MovementWithoutReport(facts);
        if (facts.HasReceipt)
            return ReceiptAlone(facts);
        if (facts.HasPosition)
            return (IudNoRt, ClassRuleTexts.PositionUnpaid, NextStepTexts.AwaitPayment);
        throw new ArgumentException("An item without any fact has no class.", nameof(facts));
    }

    private static (ReconciliationClass, Wording, Wording) ReportAndMovement(Facts facts)
    {
        // SACI: the flow id and the amount must both match. One rendicontazione is one transfer on one IBAN.
        var reported = facts.ReportTotalCents ?? facts.ReportRowCents;
        if (reported is not null && facts.MovementCents is not null && reported != facts.MovementCents)
            return (IufTesDivImp, ClassRuleTexts.CreditedDifferently, NextStepTexts.AskDifference);
        if (!facts.HasReceipt)
            return NoReceipt(facts);
        if (Disagreement(facts) is { } disagreement)
            return disagreement;
        return facts.HasPosition
            ? (IudRtIufTes, ClassRuleTexts.AllAgree, NextStepTexts.NothingToDo)
            : (RtIufTes, ClassRuleTexts.AllButPositionAgree, NextStepTexts.NothingToDo);
    }

    private static (ReconciliationClass, Wording, Wording) ReportAlone(Facts facts)
    {
        if (facts.IsWholeFlow)
            return (
                IufNoTes,
                ClassRuleTexts.FlowUncredited,
                facts.HasProposals ? NextStepTexts.DecideCredit
                : facts.IsMovementOverdue ? NextStepTexts.AskLateCredit
                : NextStepTexts.AwaitCredit
            );
        if (!facts.HasReceipt)
            return NoReceipt(facts);
        if (Disagreement(facts) is { } disagreement)
            return disagreement;
        if (facts.IsMovementOverdue)
            return (IufNoTes, ClassRuleTexts.MoneyOverdue, facts.HasProposals ? NextStepTexts.DecideCredit : NextStepTexts.AskLateCredit);
        return facts.HasPosition
            ? (IudRtIuf, ClassRuleTexts.ReportedWithPosition, NextStepTexts.AwaitMovement)
            : (RtIuf, ClassRuleTexts.Reported, NextStepTexts.AwaitMovement);
    }

    private static (ReconciliationClass, Wording, Wording) MovementWithoutReport(Facts facts)
    {
        if (facts.IsDebit)
            return (TesNoMatch, ClassRuleTexts.MoneyTakenBack, NextStepTexts.AskWhatWasTakenBack);
        if (facts.HasReceipt && facts.ReferenceKind != RemittanceKind.Flow)
        {
            if (facts.IsReferenceKnown)
                return (TesNoMatch, ClassRuleTexts.CreditOfReportedPayment, NextStepTexts.AskIfCreditOfFlow);
            if (facts.ReceiptCents is not null && facts.MovementCents is not null && facts.ReceiptCents != facts.MovementCents)
                return (TesNoMatch, ClassRuleTexts.ReceiptCreditedDifferently, NextStepTexts.CompareReceipt);
            return Disagreement(facts) ?? (RtTes, ClassRuleTexts.SingleTransfer, NextStepTexts.NothingToDo);
        }
        return facts.ReferenceKind switch
        {
            RemittanceKind.Flow when facts.HasProposals => (TesNoMatch, ClassRuleTexts.FlussoIdUnsure, NextStepTexts.AcceptProposal),
            RemittanceKind.None when facts.HasProposals => (
                TesNoIufOrIuv,
                ClassRuleTexts.NothingNamedButProposed,
                NextStepTexts.AcceptProposal
            ),
            RemittanceKind.Flow when facts.IsReferenceKnown => (
                TesNoMatch,
                ClassRuleTexts.FlowPaidOutAlready,
                NextStepTexts.AskWhatWasCredited
            ),
            RemittanceKind.Flow => (TesNoMatch, ClassRuleTexts.FlowUnknown, NextStepTexts.DownloadFlow),
            RemittanceKind.Iuv => (TesNoMatch, ClassRuleTexts.IuvUnknown, NextStepTexts.RecoverReceiptOrMatch),
            _ => (TesNoIufOrIuv, ClassRuleTexts.NothingNamed, NextStepTexts.IgnoreOrMatch),
        };
    }

    private static (ReconciliationClass, Wording, Wording) ReceiptAlone(Facts facts) =>
        Disagreement(facts) ?? (RtNoIuf, ClassRuleTexts.Unreported, NextStepTexts.AwaitRendicontazione);

    private static (ReconciliationClass, Wording, Wording) NoReceipt(Facts facts) =>
        (
            IuvNoRt,
            ClassRuleTexts.ReceiptMissing,
            facts.OutcomeCode switch
            {
                // Flussi di rendicontazione, codiceEsitoSingoloPagamento.
                9 => NextStepTexts.ExecutedWithoutRequest,
                8 => NextStepTexts.StandInWithoutRequest,
                4 => NextStepTexts.StandIn,
                Revoked => NextStepTexts.CheckRevoked,
                _ => NextStepTexts.RecoverReceipt,
            }
        );

    /// <summary>What is wrong with a receipt, whether or not its money has come.</summary>
    private static (ReconciliationClass, Wording, Wording)? Disagreement(Facts facts)
    {
        if (facts is { HasReportRow: true, OutcomeCode: Revoked })
            return (RtIufDivImp, ClassRuleTexts.Revoked, NextStepTexts.TakeOffRevoked);
        if (facts.IsPositionExpected && !facts.HasPosition)
            return (RtNoIud, ClassRuleTexts.PositionUnknown, NextStepTexts.RegisterPosition);
        if (facts.IsPaidAfterRelease)
            return (RtNoIud, ClassRuleTexts.PaidAfterRelease, NextStepTexts.RefundOrSettleSuccessor);
        if (facts.IsPaidDifferently)
            return (IudRtDivImp, ClassRuleTexts.PaidDifferently, NextStepTexts.CollectOrRefundDifference);
        return null;
    }
}
