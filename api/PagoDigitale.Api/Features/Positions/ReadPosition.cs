using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed class ReadPositionHandler(
    PositionLoader positions,
    DebtorCorrectionQueries corrections,
    IMoneyOfPositions money,
    PositionEmbedding embedding,
    PositionRequests requests,
    TenantSession session,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> RunAsync(string position, PartQuery part, CancellationToken ct) =>
        PublicId.TryParse(position, "pos", out var id) && await FindAsync(id, ct) is { } found
            ? await embedding.AddAsync(found, part.Embed, ct)
            : PositionRefusals.NotFound(position);

    /// <summary>A position this transaction has just written.</summary>
    public async Task<PositionModel> WrittenAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ?? throw new InvalidOperationException($"Position {id} is not there.");

    private async Task<PositionModel?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await positions.LoadAsync(id, isTracked: false, ct);
        if (found is null)
            return null;
        var debtor = await session.ScalarAsync<string>(
            "SELECT external_id FROM door.debtors WHERE organization_id = $1 AND debtor_id = $2",
            ct,
            session.Organization,
            found.DebtorId
        );
        var isPaid = found.Instalments.Exists(i => InstalmentLifeCycle.IsSettled(i.State));
        var missing = isPaid ? (await money.ShortAsync([id], ct)).Sum(s => s.Missing.TotalCents) : 0;
        var gone = isPaid ? (await money.PaidBackAsync([id], ct)).GetValueOrDefault(id) : 0;
        var lookups = new PositionLookups(await AccertamentiOfAsync(found, ct), await requests.OfAsync(found, ct));
        var model = PositionMapper.Map(found, debtor, lookups, missing) with { PaidCents = found.PaidCents - gone };
        if (found.DebtorCorrectedAt is null && !found.Instalments.Exists(i => i.PaperChangedAt is not null))
            return model with { Warnings = PositionWarnings.Of(found, clock.GetUtcNow()) };
        return model with
        {
            Debtor = found.DebtorCorrectedAt is null ? model.Debtor : model.Debtor with { Corrections = await corrections.OfAsync(id, ct) },
            Warnings = PositionWarnings.Of(found, clock.GetUtcNow(), await corrections.OutdatedPapersAsync(id, ct)),
        };
    }

    private async Task<Dictionary<Guid, AccertamentoName>> AccertamentiOfAsync(Position position, CancellationToken ct)
    {
        var ids = position
            .Instalments.SelectMany(i => i.Transfers)
            .SelectMany(t => t.Allocations)
            .Select(a => a.AccertamentoId)
            .Distinct()
            .ToArray();
        if (ids.Length == 0)
            return [];
        var rows = await session.QueryAsync(
            """
            SELECT accertamento_id, year, number, chapter FROM door.accertamenti WHERE organization_id = $1 AND accertamento_id = ANY ($2)
            """,
            r => (Id: r.GetGuid(0), Name: new AccertamentoName(r.GetInt16(1), r.GetString(2), r.GetString(3))),
            ct,
            session.Organization,
            ids
        );
        return rows.ToDictionary(r => r.Id, r => r.Name);
    }
}
