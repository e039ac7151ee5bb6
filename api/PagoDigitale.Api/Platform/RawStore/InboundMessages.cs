using System.Security.Cryptography;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Platform.Tenancy;

namespace PagoDigitale.Api.Platform.RawStore;

/// <summary>Keeps what arrived from outside exactly as it arrived, in the transaction that interprets it.</summary>
public sealed class InboundMessages(TenantSession session, TimeProvider clock)
{
    public Task<Guid> StoreAsync(string kind, string mediaType, ReadOnlyMemory<byte> content, string? fileName, string? source, CancellationToken ct) =>
        StoreAsync(kind, mediaType, content, content.Length, SHA256.HashData(content.Span), fileName, source, ct);

    /// <summary>From where it was spooled to, without holding it in memory.</summary>
    public Task<Guid> StoreAsync(string kind, string mediaType, FileStream content, byte[] sha256, string? fileName, string? source, CancellationToken ct) =>
        StoreAsync(kind, mediaType, new NpgsqlParameter { Value = content, NpgsqlDbType = NpgsqlDbType.Bytea }, content.Length, sha256, fileName, source, ct);

    private async Task<Guid> StoreAsync(string kind, string mediaType, object content, long length, byte[] sha256, string? fileName, string? source, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await session.ExecuteAsync("""
            INSERT INTO inbound_messages
                (organization_id, message_id, kind, media_type, file_name, content, content_sha256, size_bytes, source, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, ct,
            session.Organization, id, kind, mediaType, fileName, content, sha256, length, source, clock.GetUtcNow());
        return id;
    }

    public async Task<byte[]?> ReadAsync(Guid messageId, CancellationToken ct) =>
        await session.ScalarAsync<byte[]>("SELECT content FROM inbound_messages WHERE message_id = $1 AND organization_id = $2", ct, messageId, session.Organization);
}
