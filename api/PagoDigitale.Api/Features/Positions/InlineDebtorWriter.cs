using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// Finds or makes the registry entry of the debtor that a position names: one entry for each fiscal code, one for each
/// anonymous debtor unless the caller's own identifier tells them apart.
/// </summary>
public sealed class InlineDebtorWriter(TenantSession session, TimeProvider clock)
{
    public async Task<Outcome<Guid>> UpsertAsync(PositionDebtorInput debtor, CancellationToken ct)
    {
        var code = FiscalCode.Parse(debtor.FiscalCode).Value;
        if (debtor.ExternalId is { } externalId && await ByExternalIdAsync(externalId, ct) is { } known)
        {
            if (known.FiscalCode != code)
                return ApiError.Conflict("debtor-external-id-taken", "The debtor's identifier belongs to somebody else",
                    $"debtor.externalId '{externalId}' belongs to a debtor with another fiscal code. Correct it, or leave it out.");
            if (code == FiscalCode.AnonymousText)
                return known.Id;
        }
        var (now, id) = (clock.GetUtcNow(), Guid.CreateVersion7(clock.GetUtcNow()));
        await using var command = session.Command(code == FiscalCode.AnonymousText ? Insert + "\nRETURNING debtor_id" : Insert + Update, session.Organization, id, Text(debtor.ExternalId),
            debtor.Type.ToString(), code, debtor.Name,
            new NpgsqlParameter { Value = debtor.Address is null ? DBNull.Value : JsonSerializer.Serialize(debtor.Address, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            Text(debtor.Email), now);
        return (Guid)(await command.ExecuteScalarAsync(ct))!;
    }

    private const string Insert = """
        INSERT INTO debtors AS d (organization_id, debtor_id, external_id, type, fiscal_code, name, address, email, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)
        """;

    // What the position does not say is left as it is; the version grows only when something is new. The debtor's own
    // identifier is given once.
    private const string Update = """
         ON CONFLICT (organization_id, fiscal_code) WHERE fiscal_code <> 'ANONIMO' DO UPDATE SET
            external_id = coalesce(d.external_id, excluded.external_id), type = excluded.type, name = excluded.name,
            address = coalesce(excluded.address, d.address), email = coalesce(excluded.email, d.email),
            version = d.version + CASE WHEN (d.external_id, d.type, d.name, d.address, d.email)
                IS DISTINCT FROM (coalesce(d.external_id, excluded.external_id), excluded.type, excluded.name, coalesce(excluded.address, d.address), coalesce(excluded.email, d.email)) THEN 1 ELSE 0 END,
            updated_at = excluded.updated_at
        RETURNING debtor_id
        """;

    private async Task<(Guid Id, string FiscalCode)?> ByExternalIdAsync(string externalId, CancellationToken ct)
    {
        var rows = await session.QueryAsync("SELECT debtor_id, fiscal_code FROM debtors WHERE organization_id = $1 AND external_id = $2",
            r => (r.GetGuid(0), r.GetString(1)), ct, session.Organization, externalId);
        return rows.Count == 0 ? null : rows[0];
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
