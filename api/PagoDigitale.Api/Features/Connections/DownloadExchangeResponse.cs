using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>Hands out what a service answered, byte for byte.</summary>
public sealed class DownloadExchangeResponseHandler(TenantSession session)
{
    public async Task<Outcome<byte[]>> RunAsync(string connection, string exchange, CancellationToken ct)
    {
        if (!PublicId.TryParse(exchange, ExchangeModel.Prefix, out var id))
            return NotKept(exchange);
        var found = await session.QueryAsync(
            """
            SELECT response_coding, response FROM door.outbound_exchanges
            WHERE organization_id = $1 AND exchange_id = $2 AND service = $3 AND response IS NOT NULL
            """,
            r => new PackedContent((ContentCoding)r.GetInt16(0), r.GetFieldValue<byte[]>(1)),
            ct,
            session.Organization,
            id,
            connection
        );
        return found.Count == 0 ? NotKept(exchange) : found[0].Unpack();
    }

    private static ApiError NotKept(string exchange) =>
        ApiError.NotFound("response-not-kept", ConnectionsTexts.ResponseNotKept, ConnectionsTexts.NoResponseOf.With(exchange));
}
