using Npgsql;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

public sealed class ServiceQueries(TenantSession session)
{
    private const string Columns = """
        s.service_code, s.description, s.functional_class, s.taxonomy_code, s.iban, s.postal_iban, s.unit_code, s.amount_cents,
            s.is_spontaneous,
        a.chapter, a.year, a.number, s.keep_payable_after_due_date, s.is_active, s.version, s.created_at, s.allows_other_amounts
        FROM services s LEFT JOIN door.accertamenti a ON a.organization_id = $1 AND a.accertamento_id = s.accertamento_id
        """;

    public async Task<Outcome<Page<ServiceModel>>> ListAsync(ServiceFilter filter, CancellationToken ct)
    {
        if (TimeCursor.TryRead(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("s.organization_id = $1", session.Organization)
            .And("s.is_active = ?", filter.IsActive)
            .And("s.is_spontaneous = ?", filter.IsSpontaneous)
            .AndContains("search_text(s.service_code || chr(10) || s.description)", filter.Q);
        if (after is not null)
            where.Always($"(s.created_at, s.service_code) < ({where.Add(after.At)}, {where.Add(after.Key)})");
        var rows = await session.QueryAsync(
            $"SELECT {Columns} WHERE {where} ORDER BY s.created_at DESC, s.service_code DESC LIMIT {filter.Limit + 1}",
            r => (Model: Map(r), At: r.GetFieldValue<DateTimeOffset>(15)),
            ct,
            where.Values
        );
        return Page<ServiceModel>.Of(rows, filter.Limit, r => r.Model, r => new TimeCursor(r.At, r.Model.Code).ToCursor());
    }

    public async Task<Outcome<ServiceModel>> ReadAsync(string code, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"SELECT {Columns} WHERE s.organization_id = $1 AND s.service_code = $2",
            Map,
            ct,
            session.Organization,
            code
        );
        return rows.Count == 0 ? ApiError.NotFound("Service", code) : rows[0];
    }

    private static ServiceModel Map(NpgsqlDataReader r) =>
        new()
        {
            Code = r.GetString(0),
            Description = r.GetString(1),
            FunctionalClass = Text(r, 2),
            TaxonomyCode = r.GetString(3),
            Iban = r.GetString(4),
            PostalIban = Text(r, 5),
            UnitCode = Text(r, 6),
            AmountCents = r.IsDBNull(7) ? null : r.GetInt64(7),
            AllowsOtherAmounts = r.GetBoolean(16),
            IsSpontaneous = r.GetBoolean(8),
            AccountingClass = r.IsDBNull(9)
                ? null
                : new()
                {
                    Chapter = r.GetString(9),
                    AccertamentoYear = r.GetInt16(10),
                    AccertamentoNumber = r.GetString(11),
                },
            KeepPayableAfterDueDate = r.GetBoolean(12),
            IsActive = r.GetBoolean(13),
            Version = r.GetInt32(14),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
