using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Positions with all their parts, to be shown or changed.</summary>
public sealed class PositionLoader(PagoDb db, TenantSession session)
{
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
    /// Each kind of part by itself, looked up by its keys: of an organization that the statistics do not know yet one join of them all is
    /// planned as if there were next to nothing, and reads all there is.
    /// </summary>
    public async Task<Position?> LoadAsync(Guid id, bool isTracked, CancellationToken ct)
    {
        var organization = session.Organization;
        var position = await Of<Position>(isTracked).SingleOrDefaultAsync(p => p.OrganizationId == organization && p.PositionId == id, ct);
        if (position is null)
            return null;
        var instalments = await Of<Instalment>(isTracked)
            .Where(i => i.OrganizationId == organization && i.PositionId == id)
            .OrderBy(i => i.OptionIndex)
            .ThenBy(i => i.InstalmentIndex)
            .ThenBy(i => i.InstalmentId)
            .ToListAsync(ct);
        var options = await Of<PaymentOption>(isTracked)
            .Where(o => o.OrganizationId == organization && o.PositionId == id)
            .OrderBy(o => o.OptionIndex)
            .ToListAsync(ct);
        var others = await Of<CoDebtor>(isTracked)
            .Where(c => c.OrganizationId == organization && c.PositionId == id)
            .OrderBy(c => c.Place)
            .ToListAsync(ct);
        if (isTracked)
            await Of<PositionService>(isTracked).Where(s => s.OrganizationId == organization && s.PositionId == id).LoadAsync(ct);
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
        position.Options.AddRange(options);
        position.CoDebtors.AddRange(others);
        return position;
    }

    private IQueryable<T> Of<T>(bool isTracked)
        where T : class => isTracked ? db.Set<T>().AsTracking() : db.Set<T>().AsNoTracking();
}
