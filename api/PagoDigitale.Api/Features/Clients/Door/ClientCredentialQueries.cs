using PagoDigitale.Platform.Database;

namespace PagoDigitale.Api.Features.Clients.Door;

/// <summary>What a client may do, for who knows its secret.</summary>
public sealed record KnownClient(string[] Scopes, string[] Organizations);

/// <summary>Knows a client by its secret, before there is a tenant: nobody has been let in yet.</summary>
public sealed class ClientCredentialQueries(AppDataSource source, TimeProvider clock)
{
    /// <summary>Null when there is no such client, it is not active, or none of its secrets that have not expired is this one.</summary>
    public async Task<KnownClient?> FindAsync(string clientId, string secret, CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(
            """
            SELECT c.scopes, c.organizations, s.secret_hash
            FROM clients c JOIN client_secrets s USING (client_id)
            WHERE c.client_id = $1 AND c.is_active AND (s.expires_at IS NULL OR s.expires_at > $2)
            """
        );
        command.Parameters.Add(new() { Value = clientId });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            if (ClientSecret.Matches(secret, reader.GetFieldValue<byte[]>(2)))
                return new(reader.GetFieldValue<string[]>(0), reader.GetFieldValue<string[]>(1));
        return null;
    }
}
