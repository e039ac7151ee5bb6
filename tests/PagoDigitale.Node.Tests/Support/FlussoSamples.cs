using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.Node.Tests.Support;

internal static class FlussoSamples
{
    public static readonly FlussoRow Row = new()
    {
        Number = 1,
        Iuv = "11000000000000037",
        Iur = "c110729d258c4ab1b765fe902aae41d6",
        TransferIndex = 1,
        AmountCents = 10_000,
        OutcomeCode = FlussoOutcomes.Executed,
        PaymentDate = new DateOnly(2026, 7, 15),
    };

    public static readonly FlussoRow[] Rows =
    [
        Row,
        Row with
        {
            Number = 2,
            Iuv = "11000000000000138",
            Iur = "iur-2",
            TransferIndex = null,
            AmountCents = 2_345,
            OutcomeCode = FlussoOutcomes.WithoutRequest,
        },
        Row with
        {
            Number = 3,
            Iuv = "11000000000000239",
            Iur = "iur-3",
            TransferIndex = 5,
            AmountCents = 1,
            OutcomeCode = FlussoOutcomes.StandIn,
        },
    ];

    public static readonly FlussoRiversamento Header = new()
    {
        FlussoId = "2026-07-1660000000001-17163317305",
        FlussoDateTime = new DateTimeOffset(2026, 7, 17, 20, 0, 0, TimeSpan.Zero),
        RegulationId = "0306912345678901480160001600IT",
        RegulationDate = new DateOnly(2026, 7, 16),
        Sender = new FlussoParty("G", "97735020584", "Banca di Prova & C."),
        BicCode = "BCITITMM",
        Receiver = new FlussoParty("G", "77777777777", "Comune di Città"),
        PaymentsCount = 3,
        TotalAmountCents = 12_346,
    };
}
