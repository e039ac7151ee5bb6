using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Ledger;

/// <summary>What accounting has to do about a correction case, by its cause.</summary>
internal static class LedgerTexts
{
    public static readonly Wording BookRevocation = new(
        "Issue the reversale of the flow that revokes the payment: it takes the amount off again where the flow has as "
            + "much for the same accertamento. "
            + "Otherwise correct the reversale in accounting by this amount.",
        "Emettere la reversale del flusso di rendicontazione che revoca il pagamento: sottrae di nuovo l'importo se la rendicontazione ne "
            + "ha altrettanto per lo stesso accertamento. Altrimenti rettificare la reversale in contabilità per questo importo."
    );

    public static readonly Wording BookRevision = new(
        "Annul the reversale (annulReversale) and book the revised flow anew. Where the treasurer has executed it or its "
            + "year is over, correct it in accounting by this amount.",
        "Annullare la reversale (annulReversale) e contabilizzare di nuovo il flusso di rendicontazione revisionato. Se il tesoriere l'ha "
            + "già eseguita o il suo esercizio è chiuso, rettificarla in contabilità per questo importo."
    );

    public static readonly Wording BookAssigned = new(
        "Annul the reversale (annulReversale) and issue the flow anew: it then books the amount on this accertamento. "
            + "Where the treasurer has executed it "
            + "or its year is over, move the amount in accounting from what the reversale left unallocated to this accertamento.",
        "Annullare la reversale (annulReversale) ed emetterla di nuovo: l'importo viene così imputato a questo accertamento. "
            + "Se il tesoriere l'ha già eseguita "
            + "o il suo esercizio è chiuso, spostare in contabilità l'importo da quanto la reversale ha lasciato non imputato a "
            + "questo accertamento."
    );

    public static readonly Wording BookPaidShort = new(
        "Ask the PSP which amount is right. Annul the reversale (annulReversale) and book the flow anew: "
            + "what it tells beyond the receipt is then unallocated. Where the treasurer has executed it or its year is "
            + "over, correct it in accounting by this amount.",
        "Chiedere al PSP quale importo è corretto. Annullare la reversale (annulReversale) e contabilizzare di nuovo il flusso di "
            + "rendicontazione: quanto riporta in più rispetto alla ricevuta resta allora non imputato. Se il tesoriere l'ha già "
            + "eseguita o il suo esercizio è chiuso, rettificarla in contabilità per questo importo."
    );

    public static readonly Wording ClaimRefund = new(
        "More was given back than the payment brought: ask the payer for this amount with a position of its own "
            + "(createPosition) and name its notice "
            + "(claimPayerCredit). Where the refund came back or was not made, take it back (withdrawPayerCreditUse).",
        "È stato restituito più di quanto il pagamento ha portato: chiedere questo importo al pagatore con una posizione debitoria "
            + "a sé (createPosition) e indicarne l'avviso "
            + "(claimPayerCredit). Se il rimborso è tornato indietro o non è stato eseguito, annullarlo (withdrawPayerCreditUse)."
    );

    public static readonly Wording AwaitCredit = new(
        "Wait for the credit that makes the flow up again, and ask the PSP for it. If it will not come, annul the "
            + "reversale (annulReversale); "
            + "where the treasurer has executed it or its year is over, correct it in accounting by this amount.",
        "Attendere l'accredito che reintegra il flusso di rendicontazione e chiederlo al PSP. Se non arriverà, annullare la reversale "
            + "(annulReversale); "
            + "se il tesoriere l'ha già eseguita o il suo esercizio è chiuso, rettificarla in contabilità per questo importo."
    );

    public static Wording NextStep(CorrectionCause cause) =>
        cause switch
        {
            CorrectionCause.Revoked => BookRevocation,
            CorrectionCause.Revised => BookRevision,
            CorrectionCause.Assigned => BookAssigned,
            CorrectionCause.PaidShort => BookPaidShort,
            CorrectionCause.Refunded => ClaimRefund,
            CorrectionCause.Storno => AwaitCredit,
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, null),
        };
}
