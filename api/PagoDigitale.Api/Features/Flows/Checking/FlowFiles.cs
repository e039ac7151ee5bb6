using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.RawStore;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// Brings the file of a flow back from the database to a temporary file, slice by slice: neither side holds it in memory.
/// </summary>
public static class FlowFiles
{
    private const int SliceBytes = 4 << 20;

    public static async Task<string> FetchAsync(InboundMessages messages, FlowRecord flow, CancellationToken ct)
    {
        var path = PrivateFolder.OfProcess.NewPath("flow");
        try
        {
            await using var file = PrivateFolder.Create(path);
            for (long offset = 0; offset < flow.SizeBytes; offset += SliceBytes)
            {
                var slice = await messages.ReadSliceAsync(flow.MessageId, offset, SliceBytes, ct);
                await file.WriteAsync(
                    slice ?? throw new InvalidOperationException($"The file of flow {flow.PublicId} is not in the raw store."),
                    ct
                );
            }
            return path;
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }
}
