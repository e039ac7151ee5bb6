using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

public sealed class ClientQueries(TenantSession session, TimeProvider clock)
{
    // A secret past its end does not exist any more, whether or not its row was removed.
    private const string Columns = """
        c.client_id, c.name, c.scopes, c.organizations, c.is_active, c.created_at, c.version, s.ids, s.created, s.expires
        FROM clients c
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(x.secret_id ORDER BY x.created_at DESC), '{}') AS ids, coalesce(array_agg(x.created_at
                ORDER BY x.created_at DESC), '{}') AS created,
                   coalesce(array_agg(x.expires_at ORDER BY x.created_at DESC), '{}') AS expires
            FROM client_secrets x WHERE x.client_id = c.client_id AND (x.expires_at IS NULL OR x.expires_at > $1)) s
        """;

    public async Task<Outcome<Page<ApiClientModel>>> ListAsync(ClientFilter filter, Caller caller, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("true", clock.GetUtcNow())
            .And("c.organizations <@ ?", caller.ReachesEveryOrganization ? null : caller.Organizations.ToArray())
            .And("c.is_active = ?", filter.IsActive)
            .AndContains("search_text(c.name)", filter.Q);
        if (after is not null)
            where.Always($"(c.created_at, c.client_id) < ({where.Add(after.At)}, {where.Add(after.Key)})");
        var rows = await session.QueryAsync(
            $"SELECT {Columns} WHERE {where} ORDER BY c.created_at DESC, c.client_id DESC LIMIT {filter.Limit + 1}",
            Map,
            ct,
            where.Values
        );
        return Page<ApiClientModel>.Of(rows, filter.Limit, c => c, c => new TimeCursor(c.CreatedAt, c.ClientId).ToCursor());
    }

    /// <summary>A client bound to organizations that are not the caller's does not exist for it.</summary>
    public async Task<Outcome<ApiClientModel>> ReadAsync(string clientId, Caller caller, CancellationToken ct)
    {
        var rows = await session.QueryAsync($"SELECT {Columns} WHERE c.client_id = $2", Map, ct, clock.GetUtcNow(), clientId);
        return rows.Count == 0 || !ClientReach.Covers(caller, rows[0].Organizations)
            ? new ApiError(
                ErrorKind.NotFound,
                "client-not-found",
                "Client not found",
                $"There is no client '{clientId}' that this client can manage."
            )
            : rows[0];
    }

    private static ApiClientModel Map(NpgsqlDataReader r)
    {
        var (ids, created, expires) = (r.GetFieldValue<Guid[]>(7), r.GetFieldValue<DateTime[]>(8), r.GetFieldValue<DateTime?[]>(9));
        return new()
        {
            ClientId = r.GetString(0),
            Name = r.GetString(1),
            Scopes = r.GetFieldValue<string[]>(2),
            Organizations = r.GetFieldValue<string[]>(3),
            IsActive = r.GetBoolean(4),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(5),
            Version = r.GetInt32(6),
            Secrets =
            [
                .. ids.Select(
                    (id, i) =>
                        new ApiClientSecretModel
                        {
                            SecretId = PublicId.Format(ApiClientSecretModel.Prefix, id),
                            CreatedAt = created[i],
                            ExpiresAt = expires[i],
                        }
                ),
            ],
        };
    }
}
