using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

/// <summary>A client bound to organizations that are not the caller's does not exist for it.</summary>
public sealed class ReadClientHandler(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<ApiClientModel>> RunAsync(string clientId, Caller caller, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"SELECT {ClientRows.Columns} WHERE c.client_id = $2",
            ClientRows.Map,
            ct,
            clock.GetUtcNow(),
            clientId
        );
        return rows.Count == 0 || !ClientReach.Covers(caller, rows[0].Organizations)
            ? ApiError.NotFound("client-not-found", ClientsTexts.NotFound, ClientsTexts.NoSuchClient.With(clientId))
            : rows[0];
    }
}
