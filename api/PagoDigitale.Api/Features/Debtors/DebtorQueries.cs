using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors;

public sealed class DebtorQueries(TenantSession session)
{
    private const string Columns = "debtor_id, external_id, type, fiscal_code, name, address::text, email, pec, category, version";

    public async Task<Outcome<Page<DebtorModel>>> ListAsync(DebtorFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .And("debtor_id < ?", after)
            .And("fiscal_code = ?", filter.FiscalCode?.ToUpperInvariant())
            .And("external_id = ?", filter.ExternalId)
            .AndBegins("search_name", filter.Q);
        // One entry for each code has an index; the anonymous are many and have none.
        if (filter.FiscalCode is not null && !filter.FiscalCode.Equals(FiscalCode.AnonymousText, StringComparison.OrdinalIgnoreCase))
            where.Always($"fiscal_code <> '{FiscalCode.AnonymousText}'");
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM debtors WHERE {where} ORDER BY debtor_id DESC LIMIT {filter.Limit + 1}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<DebtorModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<DebtorModel>> ReadAsync(string debtor, CancellationToken ct)
    {
        if (!PublicId.TryParse(debtor, DebtorModel.Prefix, out var id))
            return ApiError.NotFound("Debtor", debtor);
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM debtors WHERE organization_id = $1 AND debtor_id = $2",
            Map,
            ct,
            session.Organization,
            id
        );
        return rows.Count == 0 ? ApiError.NotFound("Debtor", debtor) : rows[0];
    }

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
