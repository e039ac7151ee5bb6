using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>Brings the file of a flow back from the database to a temporary file, slice by slice: neither side holds it in memory.</summary>
public static class FlowFiles
{
    private const int SliceBytes = 4 << 20;

    public static async Task<string> FetchAsync(TenantSession session, FlowRecord flow, CancellationToken ct)
    {
        var path = PrivateFolder.OfProcess.NewPath("flow");
        try
        {
            await using var file = PrivateFolder.Create(path);
            for (long offset = 0; offset < flow.SizeBytes; offset += SliceBytes)
            {
                var slice = await session.ScalarAsync<byte[]>(
                    "SELECT substring(content FROM $3 FOR $4) FROM inbound_messages WHERE organization_id = $1 AND message_id = $2",
                    ct,
                    session.Organization,
                    flow.MessageId,
                    (int)offset + 1,
                    SliceBytes
                );
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
