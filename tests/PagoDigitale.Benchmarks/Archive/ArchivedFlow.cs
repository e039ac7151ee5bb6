using System.Globalization;
using PagoDigitale.Node.Rendicontazione;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>The first rendicontazione of a shape, as its PSP would tell it.</summary>
internal static class ArchivedFlow
{
    public static FlussoRiversamento HeaderOf(ArchiveShape shape) =>
        new()
        {
            FlussoId = ArchivedDebt.FlussoId(shape, 0),
            FlussoDateTime = ArchivedDebt.ToldAt(shape, 0),
            RegulationId = string.Create(CultureInfo.InvariantCulture, $"TRN{ArchivedDebt.NumberOf(shape, 0):D20}IT"),
            RegulationDate = ArchivedDebt.RegulationDate(shape, 0),
            Sender = new FlussoParty("G", ArchivedDebt.PspOf(0), ArchivedDebt.PspName),
            Receiver = new FlussoParty("G", shape.Organization, "Ordine di prova"),
            PaymentsCount = shape.Payments,
            TotalAmountCents = ArchivedDebt.CentsOf(shape, 0),
        };

    public static IEnumerable<FlussoRow> RowsOf(ArchiveShape shape) =>
        ArchivedDebt
            .PaymentsOf(shape, 0)
            .Select(
                (p, i) =>
                    new FlussoRow
                    {
                        Number = i + 1,
                        Iuv = p.Iuv,
                        Iur = p.Iur,
                        TransferIndex = 1,
                        AmountCents = p.AmountCents,
                        OutcomeCode = "0",
                        PaymentDate = ArchivedDebt.RegulationDate(shape, 0),
                    }
            );
}
