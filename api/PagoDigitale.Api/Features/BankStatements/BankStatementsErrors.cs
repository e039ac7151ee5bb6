using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

internal static class BankStatementsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field("accept-difference-of-storno", "acceptDifference means nothing of a credit that is taken back.", "Leave it out."),
        ErrorCode
            .Row(
                "ambiguous-amount",
                "Other amounts of the file have decimals after a point, so the point of this one may separate thousands or decimals.",
                "Write it with two decimals, like 1234.00, and upload the file again."
            )
            .Also(CodePlaces.Warning),
        ErrorCode.Problem(
            409,
            "amounts-disagree",
            "The amounts of the movements and of what they pay out or take back do not agree.",
            "Name other movements; where the difference is to stay, send acceptDifference."
        ),
        ErrorCode
            .Problem(
                404,
                "bank-statement-not-found",
                "The organization has no such bank statement.",
                "Upload the statement first, and use the id of the answer."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field(
            "columns-unrecognised",
            "The file has no headings that say where date, amount and description are, or nothing below them.",
            "Send dateColumn, amountColumn and descriptionColumn."
        ),
        ErrorCode.Problem(
            409,
            "credit-pays-out-nothing",
            "A part can only be taken back from a credit that pays out a rendicontazione.",
            "Match the credit and the debits to the rendicontazione together."
        ),
        ErrorCode.Field(
            "encoding-unknown",
            "The encoding is none that is read.",
            "Use one that the operation names, or leave it out to have it recognised."
        ),
        ErrorCode.Row(
            "invalid-sign",
            "The sign of the line is none that is known.",
            "Use dare and avere, D and A, debit and credit, or - and +."
        ),
        ErrorCode.Field("money-out-column", "The column of amounts is one of money out, as the file calls it.", "Send it as debitColumn."),
        ErrorCode.Problem(
            409,
            "movement-decided",
            "A person matched movements of the statement.",
            "Take them out with unmatchMovement first, then repeat the call."
        ),
        ErrorCode.Field(
            "movement-not-debit",
            "A credit is named where debits take money back.",
            "Name the debits by which the bank took the money back."
        ),
        ErrorCode
            .Problem(
                404,
                "movement-not-found",
                "The organization has no such movement, or it is none of the kind asked for.",
                "Use an identifier of listMovements."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Problem(
            409,
            "movement-not-open",
            "The movement has its place already.",
            "Take it out with unmatchMovement first, then repeat the call."
        ),
        ErrorCode.Problem(
            409,
            "movement-regularised",
            "A reversale has booked what the movement brought.",
            "Annul the reversale first, then repeat the call."
        ),
        ErrorCode.Field(
            "movements-count",
            "The list of movements is empty, too long or names one twice.",
            "Name the movements that brought the money, each once."
        ),
        ErrorCode
            .Problem(
                422,
                "no-movements",
                "No line of the statement could be read.",
                "Count the columns from 1, and check the separator and the first row when you give them."
            )
            .Also(CodePlaces.Field),
        ErrorCode.Field("one-movement", "A receipt is paid out by one movement.", "Name one movement."),
        ErrorCode.Field(
            "one-rendicontazione",
            "A credit is taken back from one rendicontazione only.",
            "Name the one that loses the money, or leave the list out."
        ),
        ErrorCode.Field(
            "one-target",
            "Not exactly one of rendicontazioneIds, receiptId and reversedMovementId is given.",
            "Say what the movements pay out, or which credit they take back."
        ),
        ErrorCode.Problem(
            409,
            "receipt-brought",
            "The money of the receipt comes, or came, with another movement.",
            "Take that movement off with unmatchMovement first, then repeat the call."
        ),
        ErrorCode.Problem(
            409,
            "rendicontazione-accounted",
            "A reversale was issued on the rendicontazione and on the movements it has.",
            "Annul the reversale first, then repeat the call."
        ),
        ErrorCode.Field(
            "rendicontazione-needed",
            "The credit pays out several rendicontazioni, and none is named.",
            "Name the one that loses the money."
        ),
        ErrorCode.Field(
            "rendicontazioni-count",
            "The list of rendicontazioni is empty, too long or names one twice.",
            "Name the rendicontazioni they paid out, each once, or leave the list out."
        ),
        ErrorCode.Field("separator-invalid", "The separator is not one character.", "Use one character, for example ;, or leave it out."),
        ErrorCode.Field(
            "sign-or-debit",
            "A column of the sign and a column of money out are both given.",
            "Give the one that the file has."
        ),
        ErrorCode.Problem(
            409,
            "statement-repeated",
            "A later statement repeats lines of this one.",
            "Withdraw the later one first, and load it again after this one."
        ),
        ErrorCode.Row("two-amounts", "The line has money in and money out.", "Check the columns."),
        ErrorCode.Row(
            "two-signs",
            "The amount has a sign, and the column of the sign says another time which way it went.",
            "Check the columns."
        ),
    ];
}
