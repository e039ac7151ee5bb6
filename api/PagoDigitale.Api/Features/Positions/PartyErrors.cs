using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>What can be wrong with who owes a position together, and with the services that its lines are paid for.</summary>
internal static class PartyErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Field(
            "co-debtors-count",
            new("There are too many co-debtors.", "I coobbligati sono troppi."),
            new("Name 20 at most.", "Indicarne al massimo 20.")
        ),
        ErrorCode.Field(
            "co-debtors-of-unknown",
            new("A debt is owed together with somebody who is not known.", "Un debito è dovuto insieme a un soggetto non noto."),
            new("Give the fiscal code of each who owes it.", "Indicare il codice fiscale di ognuno dei soggetti debitori.")
        ),
        ErrorCode.Field(
            "debtor-repeated",
            new("The same person is named twice among who owes a debt.", "Lo stesso soggetto è indicato due volte per un debito."),
            new("Name each once.", "Indicare ciascuno una volta sola.")
        ),
        ErrorCode.Field(
            "service-of-another",
            new(
                "A line for another organization names a service of this one.",
                "Una riga per un altro ente indica un servizio di questo ente."
            ),
            new("Leave the service out.", "Omettere il servizio.")
        ),
    ];
}
