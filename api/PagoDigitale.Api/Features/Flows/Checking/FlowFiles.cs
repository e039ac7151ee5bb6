using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Brings the file of a flow back from the database to a temporary file, slice by slice: neither side holds it in memory.
/// </summary>
public static class FlowFiles
{
    public static async Task<string> FetchAsync(InboundMessages messages, FlowRecord flow, CancellationToken ct)
    {
        var path = PrivateFolder.OfProcess.NewPath("flow");
        try
        {
            await using var file = PrivateFolder.Create(path);
            if (!await messages.CopyToAsync(flow.MessageId, file, ct))
                throw new InvalidOperationException($"The file of flow {flow.PublicId} is not in the raw store.");
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
