using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed class DownloadRendicontazioneXmlHandler(TenantSession session, InboundMessages inbound)
{
    public async Task<Outcome<(byte[] Content, string FileName)>> RunAsync(string rendicontazione, CancellationToken ct)
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
        return found.Count == 1 && await inbound.ReadAsync(found[0].Message, ct) is { } content
            ? (content, $"{string.Concat(found[0].FlussoId.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'))}.xml")
            : RendicontazioneRecords.NotFound(rendicontazione);
    }
}
