using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

/// <summary>
/// The first client, who makes the others: id and secret come from PagoDigitale:Bootstrap:ClientId and :ClientSecret. It has
/// every scope for every organization. Changing the secret there changes it here at the next start.
/// </summary>
public static class BootstrapClient
{
    public static async Task EnsureAsync(IServiceProvider services, IConfiguration configuration)
    {
        var clientId = configuration["PagoDigitale:Bootstrap:ClientId"];
        var secret = configuration["PagoDigitale:Bootstrap:ClientSecret"];
        if (string.IsNullOrEmpty(clientId) || string.IsNullOrEmpty(secret))
            return;
        await using var command = services
            .GetRequiredService<AppDataSource>()
            .Short.CreateCommand(
                """
                WITH client AS (
                    INSERT INTO clients (client_id, name, scopes, organizations, created_at)
                    VALUES ($1, 'Bootstrap', $2, $3, now())
                    ON CONFLICT (client_id) DO UPDATE SET scopes = $2, organizations = $3, is_active = true
                    RETURNING client_id)
                INSERT INTO client_secrets (client_id, secret_id, secret_hash, created_at)
                SELECT client_id, $4, $5, now() FROM client
                ON CONFLICT (client_id, secret_id) DO UPDATE SET secret_hash = $5, expires_at = NULL
                """
            );
        command.Parameters.Add(new() { Value = clientId });
        command.Parameters.Add(new() { Value = Scopes.All.ToArray() });
        command.Parameters.Add(new() { Value = new[] { Caller.EveryOrganization } });
        command.Parameters.Add(new() { Value = Guid.Empty });
        command.Parameters.Add(new() { Value = ClientSecret.HashOf(secret) });
        await command.ExecuteNonQueryAsync();
    }
}
