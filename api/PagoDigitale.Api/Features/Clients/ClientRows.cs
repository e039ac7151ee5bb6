using Npgsql;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Clients;

/// <summary>Clients with the secrets that still work; <c>$1</c> is the moment.</summary>
internal static class ClientRows
{
    // A secret past its end does not exist any more, whether or not its row was removed.
    public const string Columns = """
        c.client_id, c.name, c.scopes, c.organizations, c.is_active, c.created_at, c.version, s.ids, s.created, s.expires
        FROM clients c
        CROSS JOIN LATERAL (
            SELECT coalesce(array_agg(x.secret_id ORDER BY x.created_at DESC), '{}') AS ids, coalesce(array_agg(x.created_at
                ORDER BY x.created_at DESC), '{}') AS created,
                   coalesce(array_agg(x.expires_at ORDER BY x.created_at DESC), '{}') AS expires
            FROM client_secrets x WHERE x.client_id = c.client_id AND (x.expires_at IS NULL OR x.expires_at > $1)) s
        """;

    public static ApiClientModel Map(NpgsqlDataReader r)
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
