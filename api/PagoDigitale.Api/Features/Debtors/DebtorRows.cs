using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors;

/// <summary>Reads entries of the registry.</summary>
public sealed class DebtorRows(TenantSession session)
{
    private const string Columns = "debtor_id, external_id, type, fiscal_code, name, address::text, email, pec, category, version";

    public Task<List<(Guid Id, DebtorModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM debtors WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    private static DebtorModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(DebtorModel.Prefix, r.GetGuid(0)),
            ExternalId = Text(r, 1),
            Type = r.GetString(2) == nameof(DebtorType.G) ? DebtorType.G : DebtorType.F,
            FiscalCode = r.GetString(3),
            Name = r.GetString(4),
            Address = Text(r, 5) is { } address ? JsonSerializer.Deserialize<Address>(address, ApiJson.Options) : null,
            Email = Text(r, 6),
            Pec = Text(r, 7),
            Category = Text(r, 8),
            Version = r.GetInt32(9),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
