using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Rendicontazioni;

/// <summary>A flow as its PSP writes it. PSPs spell the same document differently, and each keeps to its own spelling.</summary>
internal static class FlowXml
{
    public static byte[] Write(ReportedFlow flow) =>
        FlussoRiversamentoWriter.Write(FlowContent.HeaderOf(flow), FlowContent.RowsOf(flow), SpellingOf(flow.PspId));

    private static FlussoSpelling SpellingOf(string pspId) =>
        pspId switch
        {
            "IPESITRR" => new() { IsPrefixed = false },
            "PPROITRR" => new() { IsLatin1 = true },
            _ => FlussoSpelling.Official,
        };
}
