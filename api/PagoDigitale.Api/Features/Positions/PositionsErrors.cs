using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

internal static class PositionsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "allocations-beside-transfers",
            "Allocations of the instalment are given beside transfers.",
            "Move the allocations into the transfers they belong to."
        ),
        ErrorCode.Field(
            "allocations-count",
            "The list does not hold from 1 to 20 allocations.",
            "Sum the shares of the same accertamento."
        ),
        ErrorCode.Field(
            "allocations-of-another",
            "What belongs to another organization cannot be booked here.",
            "Leave the allocations out."
        ),
        ErrorCode.Field("allocations-sum", "The allocations do not add up to what they share out.", "Correct the amounts."),
        ErrorCode.Field("amount-missing", "The amount is missing and the service has no price.", "Give the amount.").Also(CodePlaces.Row),
        ErrorCode
            .Field(
                "amount-not-the-price",
                "The service has a price and the amount is another one.",
                "Ask the price, or let the service take other amounts (allowsOtherAmounts)."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "amount-of-several-shares",
            "The instalment is split into transfers or allocations whose new amounts are not known.",
            "Cancel the position and create it again with the new shares."
        ),
        ErrorCode
            .Field("amount-too-large", "The parts add up to more than a position can hold.", "Split the debt over several positions.")
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "before-valid-from",
            "The instalment is due before the first day it can be paid.",
            "Let the instalment fall due after it can be paid."
        ),
        ErrorCode.Warning(
            "check-digits-wrong",
            "The check digits of a notice number made elsewhere do not hold; it is registered as it came.",
            "Compare it with the paper the payer holds; if a digit was mistyped, cancel the position and create it again."
        ),
        ErrorCode
            .Field(
                "due-date-passed",
                "The due date has passed and the service takes no late payments.",
                "Give a day from today on, or let the service be paid late (keepPayableAfterDueDate)."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Field(
            "due-dates-out-of-order",
            "The instalment is due before the one in front of it.",
            "Send the instalments in the order they fall due."
        ),
        ErrorCode
            .Problem(
                409,
                "external-id-taken",
                "The external identifier belongs to something else that exists already.",
                "Use another identifier, or the thing that has it."
            )
            .Also(CodePlaces.Field | CodePlaces.Row),
        ErrorCode.Field("first-day-passed", "The first day of the replacement has passed.", "Give a day from today on."),
        ErrorCode.Field(
            "first-day-too-early",
            "The first day comes before pagoPA has the new account: notices that name it could not be paid.",
            "Give the day that message names, or a later one."
        ),
        ErrorCode.Field(
            "iban-missing",
            "The transfer goes to another organization, whose account is not known here.",
            "Give the account of the other organization."
        ),
        ErrorCode.Field(
            "iban-of-another",
            "The account is not one that the other organization collects on.",
            "Ask the organization for the account it has registered with pagoPA."
        ),
        ErrorCode.Problem(
            404,
            "iban-replacement-not-found",
            "The organization has no such replacement of an account.",
            "Use the identifier that replaceIban answered."
        ),
        ErrorCode.Field(
            "iban-same",
            "The account to put in its place is the one to be replaced.",
            "Give the account that takes its place."
        ),
        ErrorCode.Field("instalment-not-found", "The position has no such instalment.", "Use the identifiers that the position shows."),
        ErrorCode.Problem(
            409,
            "instalment-not-payable",
            "The instalment is a draft, cancelled or over: no payment of it can be recorded.",
            "Publish or reopen the position first."
        ),
        ErrorCode.Field("instalment-repeated", "The instalment is named twice.", "Put all changes of an instalment together."),
        ErrorCode.Field(
            "instalments-count",
            "The list does not hold from 1 to 24 instalments.",
            "Split the debt in at most 24 instalments."
        ),
        ErrorCode.Field(
            "metadata-key-invalid",
            "The key of the entry is empty, too long or has blanks.",
            "Write the key as the dictionary of pagoPA has it, like RC_CAP_1."
        ),
        ErrorCode.Field(
            "metadata-key-repeated",
            "The same key is there before.",
            "Number the keys of several details: RC_CAP_1, RC_CAP_2."
        ),
        ErrorCode.Field(
            "metadata-key-reserved",
            "The entry is written by the platform, from the postal account of the transfer.",
            "Give the account as postalIban and leave the entry out."
        ),
        ErrorCode.Field("metadata-name-length", "The name of a label is empty or too long.", "Give it a short name."),
        ErrorCode.Field("metadata-too-large", "There are more labels, or entries, than may be.", "Keep the few that are needed."),
        ErrorCode.Field(
            "metadata-value-invalid",
            "The value of the entry is empty or too long.",
            "Shorten the value, or leave the entry out."
        ),
        ErrorCode
            .Problem(
                409,
                "no-default-station",
                "A notice number needs an active default station, and the organization has none.",
                "Create a station, or make one the default."
            )
            .Also(CodePlaces.Failure),
        ErrorCode.Problem(
            409,
            "not-paid-outside",
            "No payment outside the node was recorded for the instalment.",
            "Withdraw only what was recorded with recordOutsidePayment."
        ),
        ErrorCode.Field(
            "notice-number-aux-digit",
            "The number begins with a digit that no notice has.",
            "Copy the number from the notice: it begins with 0, 1, 2 or 3."
        ),
        ErrorCode.Field(
            "notice-number-invalid",
            "The text is not a notice number.",
            "Give the 18 digits of the notice, leading zeros included."
        ),
        ErrorCode.Field(
            "notice-number-not-routable",
            "The number names a station that the organization does not have: the node could not find it.",
            "Register that station first; it may be put aside afterwards."
        ),
        ErrorCode.Field(
            "notice-number-repeated",
            "Two instalments of the request have the same IUV.",
            "Give each instalment a number of its own."
        ),
        ErrorCode.Field(
            "notice-number-reserved",
            "The node uses this number to try whether a station answers.",
            "Copy the number from the notice."
        ),
        ErrorCode.Warning(
            "open-notices-credit-account",
            "Open notices still credit the account that was put aside.",
            "Put another account in its place with replaceIban, before the bank closes it."
        ),
        ErrorCode.Warning(
            "open-notices-stay-payable",
            "Open notices stay payable in spite of the change.",
            "Nothing has to be done for them; cancel the positions that nobody is to pay."
        ),
        ErrorCode.Warning(
            "open-notices-stopped",
            "Open notices cannot be paid any more because of the change.",
            "Do what remedy says to make them payable again."
        ),
        ErrorCode.Field("paid-on-future", "The day of the payment has not come yet.", "Give the day the money came in."),
        ErrorCode
            .Problem(
                409,
                "payment-in-progress",
                "Somebody is paying the notice, so the debt may be paid in a moment.",
                "Wait until the instant that the text names, or cancel with force=true: the money is owed back then."
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Field(
            "payment-options-count",
            "There is not exactly one payment option.",
            "Send one payment option with all the instalments."
        ),
        ErrorCode.Problem(
            409,
            "position-already-paid",
            "Something of the position is paid, and what is paid stays as it is.",
            "Do what detail says of the rest."
        ),
        ErrorCode
            .Problem(
                409,
                "position-cancelled",
                "The position is cancelled: nobody can pay it.",
                "Reopen it with reopenPosition if the debt is owed after all."
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Problem(409, "position-is-draft", "The position is a draft and has never been payable.", "Publish it instead."),
        ErrorCode.Problem(404, "position-not-found", "The organization has no such position.", "Use an identifier of listPositions."),
        ErrorCode.Problem(
            409,
            "position-payment-given-back",
            "A payment of the position was given back or assigned, so it cannot be reopened.",
            "Create a new position for what is owed."
        ),
        ErrorCode.Warning(
            "printed-with-other-debtor",
            "The notice was printed before, with another debtor.",
            "Print it again where the paper has to show the debtor as it is now."
        ),
        ErrorCode.Warning(
            "printed-with-other-terms",
            "The notice was printed before, with another amount, day or text.",
            "Print it again, and see that the payer gets the new paper."
        ),
        ErrorCode.Problem(
            409,
            "replacement-not-cancellable",
            "The replacement has begun or is over.",
            "Replace the new account with the old one to change it back."
        ),
        ErrorCode.Problem(
            409,
            "replacement-scheduled",
            "A replacement of the account is scheduled or running already.",
            "Cancel it first with cancelIbanReplacement, or wait for it."
        ),
        ErrorCode
            .Field(
                "service-inactive",
                "The service is there and takes no new positions.",
                "Make the service active again, or use another one."
            )
            .Also(CodePlaces.Row),
        ErrorCode.Problem(
            409,
            "service-without-accertamento",
            "The service has no active accertamento to allocate to.",
            "Give it one with changeService, then repeat the call."
        ),
        ErrorCode.Field(
            "transfers-count",
            "The list does not hold from 1 to 5 transfers.",
            "Use at most five transfers: pagoPA takes no more on a notice."
        ),
        ErrorCode.Field("transfers-sum", "The transfers do not add up to the instalment.", "Correct the amounts."),
        ErrorCode
            .Field("valid-until-before-due-date", "The last day of payment comes before the due date.", "Put it on the due date or later.")
            .Also(CodePlaces.Row),
        ErrorCode.Field("valid-until-passed", "The last day of payment has passed.", "Give a day from today on.").Also(CodePlaces.Row),
        ErrorCode.Problem(409, "validity-over", "The last day of payment of the notice has passed.", "Change its dates first."),
    ];
}
