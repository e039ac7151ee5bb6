using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.RefusedMessages;

/// <summary>A message byte for byte, and how it came.</summary>
public sealed record MessageContent(byte[] Bytes, string MediaType, string FileName);

/// <summary>Reads what a refused message says.</summary>
public sealed class RefusedMessageContent(TenantSession session, InboundMessages inbound)
{
    public async Task<Outcome<MessageContent>> ReadAsync(string refusedMessage, CancellationToken ct)
    {
        if (!PublicId.TryParse(refusedMessage, RefusedMessageWriter.Prefix, out var id))
            return RefusedMessageRows.NotFound(refusedMessage);
        var found = await session.QueryAsync(
            """
            SELECT r.message_id, m.media_type FROM refused_messages r JOIN door.inbound_messages m ON m.organization_id = $1
                AND m.message_id = r.message_id
            WHERE r.organization_id = $1 AND r.refused_message_id = $2
            """,
            r => (Message: r.GetGuid(0), MediaType: r.GetString(1)),
            ct,
            session.Organization,
            id
        );
        return found.Count == 1 && await inbound.ReadAsync(found[0].Message, ct) is { } content
            ? new MessageContent(content, found[0].MediaType, $"{refusedMessage}.bin")
            : RefusedMessageRows.NotFound(refusedMessage);
    }
}
