using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Rendicontazioni;

/// <summary>What a flow says, in whichever form it is told.</summary>
internal static class FlowContent
{
    public static FlussoRiversamento HeaderOf(ReportedFlow flow)
    {
        var psp = KnownPsps.Of(flow.PspId);
        return new()
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
    }

    public static IReadOnlyList<FlussoRow> RowsOf(ReportedFlow flow) => [.. flow.Rows.Select(Row)];

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
}
