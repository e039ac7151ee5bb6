using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

public sealed class ClientRegistry(AppDataSource source) : IClientRegistry
{
    public async Task<Caller?> FindActiveAsync(string clientId, CancellationToken ct)
    {
        await using var command = source.Short.CreateCommand(
            "SELECT c.scopes, c.organizations FROM clients c WHERE client_id = $1 AND is_active"
        );
        command.Parameters.Add(new() { Value = clientId });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct)
            ? new(
                clientId,
                reader.GetFieldValue<string[]>(0).ToHashSet(StringComparer.Ordinal),
                reader.GetFieldValue<string[]>(1).ToHashSet(StringComparer.Ordinal)
            )
            : null;
    }
}
