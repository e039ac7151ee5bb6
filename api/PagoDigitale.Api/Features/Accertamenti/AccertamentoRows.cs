using Npgsql;
using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti;

/// <summary>Reads accertamenti, and then the totals of those read.</summary>
public sealed class AccertamentoRows(TenantSession session, IAccertamentoTotals totals)
{
    public async Task<List<(Guid Id, AccertamentoModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            $"SELECT accertamento_id, year, number, chapter, article, description, is_active, version FROM accertamenti WHERE {where}",
            Read,
            ct,
            values
        );
        if (rows.Count == 0)
            return [];
        var told = await totals.OfAsync([.. rows.Select(r => r.Id)], ct);
        return [.. rows.Select(r => (r.Id, Told(r.Model, told[r.Id])))];
    }

    private static AccertamentoModel Told(AccertamentoModel model, AccertamentoTotals totals) =>
        model with
        {
            IssuedCents = totals.IssuedCents,
            CollectedCents = totals.CollectedCents,
            RegularisedCents = totals.RegularisedCents,
        };

    private static (Guid Id, AccertamentoModel Model) Read(NpgsqlDataReader r) =>
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
                IssuedCents = 0,
                CollectedCents = 0,
                RegularisedCents = 0,
            }
        );
}
