using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed class PositionQueries(
    PagoDb db,
    DebtorCorrectionQueries corrections,
    IMoneyOfPositions money,
    TenantSession session,
    TimeProvider clock
)
{
    public async Task<Outcome<PositionModel>> ReadAsync(string position, CancellationToken ct) =>
        PublicId.TryParse(position, "pos", out var id) && await FindAsync(id, ct) is { } found
            ? found
            : ApiError.NotFound("Position", position);

    /// <summary>A position this transaction has just written.</summary>
    public async Task<PositionModel> ReadAsync(Guid id, CancellationToken ct) =>
        await FindAsync(id, ct) ?? throw new InvalidOperationException($"Position {id} is not there.");

    /// <summary>The notice numbers of a position; none when it is not there.</summary>
    public async Task<HashSet<string>> NoticeNumbersAsync(string position, CancellationToken ct) =>
        PublicId.TryParse(position, "pos", out var id)
            ?
            [
                .. await session.QueryAsync(
                    "SELECT notice_number FROM instalments WHERE organization_id = $1 AND position_id = $2",
                    r => r.GetString(0),
                    ct,
                    session.Organization,
                    id
                ),
            ]
            : [];

    /// <summary>
    /// The position and its instalments locked until the end of the transaction, for a change. Everybody locks the position
    /// first and its instalments after it, so that two changes wait for each other and never embrace.
    /// </summary>
    public async Task<Position?> LockAsync(string position, CancellationToken ct) =>
        PublicId.TryParse(position, "pos", out var id) ? await LockAsync(id, ct) : null;

    public async Task<Position?> LockAsync(Guid id, CancellationToken ct)
    {
        await session.ExecuteAsync(
            "SELECT 1 FROM positions WHERE organization_id = $1 AND position_id = $2 FOR UPDATE",
            ct,
            session.Organization,
            id
        );
        await session.ExecuteAsync(
            "SELECT 1 FROM instalments WHERE organization_id = $1 AND position_id = $2 ORDER BY instalment_id FOR UPDATE",
            ct,
            session.Organization,
            id
        );
        return await LoadAsync(id, isTracked: true, ct);
    }

    private async Task<PositionModel?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await LoadAsync(id, isTracked: false, ct);
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
        var model = PositionMapper.Map(found, debtor, await AccertamentiOfAsync(found, ct), missing) with
        {
            PaidCents = found.PaidCents - gone,
        };
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

    /// <summary>
    /// Each kind of part by itself, looked up by its keys: of an organization that the statistics do not know yet one join of them all is
    /// planned as if there were next to nothing, and reads all there is.
    /// </summary>
    private async Task<Position?> LoadAsync(Guid id, bool isTracked, CancellationToken ct)
    {
        var organization = session.Organization;
        var position = await Of<Position>(isTracked).SingleOrDefaultAsync(p => p.OrganizationId == organization && p.PositionId == id, ct);
        if (position is null)
            return null;
        var instalments = await Of<Instalment>(isTracked)
            .Where(i => i.OrganizationId == organization && i.PositionId == id)
            .OrderBy(i => i.InstalmentId)
            .ToListAsync(ct);
        var ids = instalments.ConvertAll(i => i.InstalmentId);
        var transfers = await Of<Transfer>(isTracked)
            .Where(t => t.OrganizationId == organization && ids.Contains(t.InstalmentId))
            .OrderBy(t => t.InstalmentId)
            .ThenBy(t => t.TransferIndex)
            .ToListAsync(ct);
        var allocations = await Of<Allocation>(isTracked)
            .Where(a => a.OrganizationId == organization && ids.Contains(a.InstalmentId))
            .OrderBy(a => a.InstalmentId)
            .ThenBy(a => a.TransferIndex)
            .ThenBy(a => a.AllocationIndex)
            .ToListAsync(ct);
        // Of what it tracks EF Core puts the parts together itself.
        if (isTracked)
            return position;
        foreach (var transfer in transfers)
            transfer.Allocations.AddRange(
                allocations.FindAll(a => a.InstalmentId == transfer.InstalmentId && a.TransferIndex == transfer.TransferIndex)
            );
        foreach (var instalment in instalments)
            instalment.Transfers.AddRange(transfers.FindAll(t => t.InstalmentId == instalment.InstalmentId));
        position.Instalments.AddRange(instalments);
        return position;
    }

    private IQueryable<T> Of<T>(bool isTracked)
        where T : class => isTracked ? db.Set<T>().AsTracking() : db.Set<T>().AsNoTracking();
}
