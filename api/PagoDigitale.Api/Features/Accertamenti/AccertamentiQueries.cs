using Npgsql;
using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>Reads accertamenti with their totals (<see cref="AccertamentoTotalsSql"/>).</summary>
public sealed class AccertamentiQueries(TenantSession session)
{
    public async Task<Outcome<Page<AccertamentoModel>>> ListAsync(AccertamentoFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        var where = new Conditions("organization_id = $1", session.Organization)
            .And("accertamento_id < ?", after)
            .And("year = ?", (short?)filter.Year)
            .And("number = ?", filter.Number)
            .And("chapter = ?", filter.Chapter)
            .And("is_active = ?", filter.IsActive);
        var rows = await session.QueryAsync(
            AccertamentoTotalsSql.Of($"SELECT * FROM accertamenti WHERE {where} ORDER BY accertamento_id DESC LIMIT {filter.Limit + 1}"),
            Map,
            ct,
            where.Values
        );
        return Page<AccertamentoModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<AccertamentoModel>> ReadAsync(string accertamento, CancellationToken ct)
    {
        if (!PublicId.TryParse(accertamento, AccertamentoModel.Prefix, out var id))
            return ApiError.NotFound("Accertamento", accertamento);
        var rows = await session.QueryAsync(
            AccertamentoTotalsSql.Of("SELECT * FROM accertamenti WHERE organization_id = $1 AND accertamento_id = $2"),
            Map,
            ct,
            session.Organization,
            id
        );
        return rows.Count == 0 ? ApiError.NotFound("Accertamento", accertamento) : rows[0].Model;
    }

    private static (Guid Id, AccertamentoModel Model) Map(NpgsqlDataReader r) =>
        (
            r.GetGuid(0),
            new()
            {
                Id = PublicId.Format(AccertamentoModel.Prefix, r.GetGuid(0)),
                Year = r.GetInt16(1),
                Number = r.GetString(2),
                Chapter = r.GetString(3),
                Article = r.IsDBNull(4) ? null : r.GetString(4),
                Description = r.GetString(5),
                IsActive = r.GetBoolean(6),
                Version = r.GetInt32(7),
                IssuedCents = r.GetInt64(8),
                CollectedCents = r.GetInt64(9),
                RegularisedCents = r.GetInt64(10),
            }
        );
}
