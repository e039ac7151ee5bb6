using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class DownloadRendicontazioneHandler(TenantSession session, InboundMessages inbound)
{
    public async Task<Outcome<(byte[] Content, string MediaType, string FileName)>> RunAsync(string rendicontazione, CancellationToken ct)
    {
        if (!PublicId.TryParse(rendicontazione, "rnd", out var id))
            return RendicontazioneRecords.NotFound(rendicontazione);
        var found = await session.QueryAsync(
            "SELECT message_id, flusso_id FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = $2",
            r => (Message: r.GetGuid(0), FlussoId: r.GetString(1)),
            ct,
            session.Organization,
            id
        );
        if (found.Count == 0 || await inbound.ReadAsync(found[0].Message, ct) is not { } content)
            return RendicontazioneRecords.NotFound(rendicontazione);
        var name = string.Concat(found[0].FlussoId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        // Generated clients would read what is called JSON, and give something else than the file.
        var mediaType = FlussoFile.MediaTypeOf(content) == FlussoFile.Xml ? FlussoFile.Xml : UploadAttribute.AnyFile;
        return (content, mediaType, $"{name}{FlussoFile.ExtensionOf(content)}");
    }
}
