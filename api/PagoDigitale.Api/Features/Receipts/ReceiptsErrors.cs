using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts;

internal static class ReceiptsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode
            .Field("amount-invalid", "The text or number is not an amount.", "Write it as the field is described; in files like 1.234,56.")
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "credit-too-low",
            "Less is owed back to the payer than is asked for.",
            "Use up to the amount that detail names."
        ),
        ErrorCode.Field("credit-use-not-found", "The credit of the receipt was not used so.", "Use an identifier of payerCreditUses."),
        ErrorCode.Anomaly(
            "misplaced-element",
            "An element of the receipt stands in another place than the schema has it. It was taken.",
            "Nothing to do."
        ),
        ErrorCode.Problem(
            409,
            "nothing-to-claim",
            "No more was given back of the receipt than is owed back.",
            "Nothing to do: there is no case to close."
        ),
        ErrorCode.Problem(
            409,
            "notice-claims-already",
            "All that is the organization's own of the notice claims something else already.",
            "Make another position, and use its notice."
        ),
        ErrorCode.Problem(
            409,
            "notice-not-claiming",
            "The notice is that of the payment itself, a draft, cancelled or replaced: it asks for nothing.",
            "Make a position for what the payer has to give back, and use its notice."
        ),
        ErrorCode
            .Problem(404, "notice-not-found", "The organization has no such notice.", "Use the 18 digits of one of its notices.")
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            409,
            "notice-of-several",
            "The notice has shares of other organizations, which a credit cannot pay.",
            "Refund the payer instead."
        ),
        ErrorCode
            .Problem(
                422,
                "receipt-contradictory",
                "The receipt contradicts itself or the organization it was sent to.",
                "Check that the file is whole and meant for this organization."
            )
            .Also(CodePlaces.Field),
        ErrorCode
            .Problem(404, "receipt-not-found", "The organization has no such receipt.", "Use an identifier of listReceipts.")
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            404,
            "receipt-revoked",
            "The PSP took the payment back: nothing is attested any more.",
            "Nothing to do; the receipt as data says when."
        ),
        ErrorCode
            .Problem(422, "receipt-unreadable", "The file is not a receipt that can be read.", "Send the XML of the receipt as it came.")
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            404,
            "receipt-withdrawn",
            "What was declared or reported as paid was taken back: nothing is attested any more.",
            "Nothing to do; the receipt as data says why."
        ),
        ErrorCode.Problem(
            404,
            "receipt-xml-not-found",
            "No message of the node tells of the payment, so there is no original.",
            "Use the receipt as data or as PDF."
        ),
        ErrorCode.Field("refunded-on-future", "The day of the refund has not come yet.", "Record the refund once it is made."),
        ErrorCode.Anomaly(
            "value-out-of-schema",
            "A value that no amount or identifier depends on is not as the schema has it. It was shortened or left out.",
            "Nothing to do."
        ),
    ];
}
