using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

internal static class RendicontazioniErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Anomaly(
            "accounted-amount-changed",
            "A reversale was issued on the earlier revision, whose total was different.",
            "Annul the reversale and issue it again, or correct it in accounting."
        ),
        ErrorCode.Anomaly(
            "accounted-payments-changed",
            "A reversale was issued on the earlier revision, which had other payments.",
            "Annul the reversale and issue it again, or correct it in accounting."
        ),
        ErrorCode.Anomaly(
            "amount-mismatch",
            "The movements that pay out the rendicontazione bring another amount than its total.",
            "Match the movement that is missing, or ask the PSP for the difference."
        ),
        ErrorCode.Anomaly(
            "count-mismatch",
            "The rendicontazione has another number of rows than it says.",
            "Ask the PSP whether rows are missing."
        ),
        ErrorCode
            .Row(
                "duplicate-row",
                "Another row of the same file says the same.",
                "Of a flow: remove it, or give both different external codes if both are owed. Of a rendicontazione: ask the PSP."
            )
            .Also(CodePlaces.Anomaly),
        ErrorCode
            .Problem(
                422,
                "rendicontazione-unreadable",
                "The file is not a rendicontazione that can be read.",
                "Send the file as the PSP published it: a FlussoRiversamento, well-formed and with its header."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Anomaly(
            "id-too-long",
            "An identifier of the rendicontazione is longer than the specification has it. It was taken as it is.",
            "Nothing to do."
        ),
        ErrorCode.Anomaly(
            "invalid-id",
            "An identifier of the rendicontazione has characters that the specification does not allow. It was taken as it is.",
            "Nothing to do."
        ),
        ErrorCode.Anomaly(
            "invalid-row",
            "A row of the rendicontazione cannot be read and was left out.",
            "Ask the PSP for a rendicontazione without the fault."
        ),
        ErrorCode.Anomaly(
            "negative-amount",
            "The amount of a row is negative and the payment is not revoked.",
            "Ask the PSP what the row means."
        ),
        ErrorCode
            .Problem(
                422,
                "receiver-mismatch",
                "The rendicontazione is meant for another organization.",
                "Send it to the organization it was written for."
            )
            .Also(CodePlaces.Field),
        ErrorCode
            .Problem(
                409,
                "rendicontazione-differs",
                "Another file with the same flow id, PSP and date is there. This one is kept in quarantine, and among the refused "
                    + "messages.",
                "Compare the two; replay the refused message if this one is right, dismiss it if not."
            )
            .Also(CodePlaces.Anomaly),
        ErrorCode
            .Problem(
                404,
                "rendicontazione-not-found",
                "The organization has no such rendicontazione.",
                "Upload it first, or use an identifier of listRendicontazioni; of a revised flow the last revision counts."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            422,
            "replay-refused",
            "The message still cannot be taken; errors says why.",
            "Mend the reason and replay again."
        ),
        ErrorCode.Anomaly(
            "revoked-added",
            "A payment is revoked, and the total adds it instead of taking it off.",
            "Nothing to do: it counts as taken back. Ask the PSP if the total does not agree with the money."
        ),
        ErrorCode.Anomaly(
            "sum-mismatch",
            "The rows do not add up to the total of the rendicontazione.",
            "Ask the PSP; what is booked follows the rows."
        ),
        ErrorCode.Anomaly("too-many-anomalies", "There are more anomalies than are listed.", "Look at those that are listed first."),
        ErrorCode.Anomaly(
            "transfer-index-out-of-range",
            "The index of a transfer is not between 1 and 5.",
            "Nothing to do: the payment is found by its IUV."
        ),
        ErrorCode.Anomaly(
            "unexpected-element",
            "The message has an element that the schema does not. It was passed over.",
            "Nothing to do."
        ),
        ErrorCode.Anomaly("unknown-outcome", "The outcome of a row is none of 0, 3, 4, 8, 9.", "Ask the PSP what the row means."),
        ErrorCode.Anomaly(
            "unknown-version",
            "The rendicontazione is of a version that is not known. It was read all the same.",
            "Nothing to do while the rest is right."
        ),
        ErrorCode.Anomaly("zero-amount", "The amount of a row is zero.", "Nothing to do."),
    ];
}
