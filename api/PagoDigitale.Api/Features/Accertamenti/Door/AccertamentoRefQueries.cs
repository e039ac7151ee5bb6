using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti.Door;

/// <summary>An accertamento as others refer to it. Only active ones take new allocations.</summary>
public sealed record AccertamentoRef(Guid Id, int Year, string Number, string Chapter, bool IsActive);

/// <summary>Resolves accertamenti named by year and number, a set at a time.</summary>
public sealed class AccertamentoRefQueries(TenantSession session)
{
    /// <summary>What is not in the answer does not exist in this organization.</summary>
    public async Task<IReadOnlyDictionary<(int Year, string Number), AccertamentoRef>> ResolveAsync(
        IReadOnlyCollection<(int Year, string Number)> keys,
        CancellationToken ct
    )
    {
        if (keys.Count == 0)
            return new Dictionary<(int, string), AccertamentoRef>();
        var wanted = keys.Distinct().ToList();
        var rows = await session.QueryAsync(
            """
            SELECT a.accertamento_id, a.year, a.number, a.chapter, a.is_active
            FROM unnest($2::int[], $3::text[]) AS k(year, number)
            JOIN accertamenti a ON a.organization_id = $1 AND a.year = k.year AND a.number = k.number COLLATE "C"
            """,
            r => new AccertamentoRef(r.GetGuid(0), r.GetInt16(1), r.GetString(2), r.GetString(3), r.GetBoolean(4)),
            ct,
            session.Organization,
            wanted.Select(k => k.Year).ToArray(),
            wanted.Select(k => k.Number).ToArray()
        );
        return rows.ToDictionary(a => (a.Year, a.Number));
    }
}
