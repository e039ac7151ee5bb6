using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Rendicontazioni;

/// <summary>A flow as its PSP writes it. PSPs spell the same document differently, and each keeps to its own spelling.</summary>
internal static class FlowXml
{
    public static byte[] Write(ReportedFlow flow)
    {
        var psp = KnownPsps.Of(flow.PspId);
        var header = new FlussoRiversamento
        {
            FlussoId = flow.FlussoId,
            FlussoDateTime = flow.FlussoDateTime,
            RegulationId = flow.RegulationId,
            RegulationDate = flow.RegulationDate,
            Sender = new("B", psp.Id, psp.Name),
            BicCode = psp.Id,
            Receiver = new("G", flow.Organization, flow.OrganizationName),
            PaymentsCount = flow.Rows.Count,
            TotalAmountCents = flow.TotalCents,
        };
        return FlussoRiversamentoWriter.Write(header, flow.Rows.Select(Row), SpellingOf(flow.PspId));
    }

    private static FlussoRow Row(PaidTransfer paid, int index) =>
        new()
        {
            Number = index + 1,
            Iuv = paid.Iuv,
            Iur = paid.Iur,
            TransferIndex = paid.Index,
            AmountCents = paid.AmountCents,
            OutcomeCode = paid.Outcome,
            PaymentDate = paid.PaidOn,
        };

    private static FlussoSpelling SpellingOf(string pspId) =>
        pspId switch
        {
            "IPESITRR" => new() { IsPrefixed = false },
            "PPROITRR" => new() { IsLatin1 = true },
            _ => FlussoSpelling.Official,
        };
}
