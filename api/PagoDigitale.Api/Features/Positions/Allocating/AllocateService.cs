using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Allocating;

public sealed record ServiceAllocation
{
    public required int PositionsCount { get; init; }
    public required long AmountCents { get; init; }
    public required int BookedCount { get; init; }
}

/// <summary>
/// Gives the accertamento of a service to what was issued before the service had one. What a reversale has booked stays as it was
/// booked: the reversale is annulled first, or its amount booked in accounting by hand.
/// </summary>
public sealed class AllocateServiceHandler(
    TenantSession session,
    ServiceTermsQueries services,
    IBookedShares booked,
    AccertamentoChanges changes,
    EventLog events,
    TimeProvider clock
)
{
    /// <summary>A service of a large organization has hundreds of thousands of positions.</summary>
    private const int StatementSeconds = 600;

    /// <summary>
    /// $1 organization, $2 service. Own shares of what was not replaced, without any allocation; whether they are booked is asked then.
    /// </summary>
    private const string Unallocated = """
        SELECT p.position_id, t.instalment_id, t.transfer_index, t.amount_cents, false AS is_booked,
            i.is_released AND i.state NOT IN ('cancelled', 'replaced') AS is_alternative
        FROM (
            SELECT position_id, true AS is_own FROM positions WHERE organization_id = $1 AND service_code = $2
            UNION ALL
            SELECT position_id, false FROM position_services WHERE organization_id = $1 AND service_code = $2) p
        JOIN instalments i ON i.organization_id = $1 AND i.position_id = p.position_id AND i.state <> 'replaced'
        JOIN transfers t ON t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1
            AND CASE WHEN p.is_own THEN t.service_code IS NULL ELSE t.service_code = $2 END
        WHERE NOT EXISTS (SELECT FROM allocations a WHERE a.organization_id = $1 AND a.instalment_id = t.instalment_id
              AND a.transfer_index = t.transfer_index)
        """;

    public async Task<Outcome<ServiceAllocation>> RunAsync(string service, CancellationToken ct)
    {
        session.CommandTimeout = StatementSeconds;
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await services.FindAsync(service, ct) is not { } terms)
            return ApiError.NotFound("service-not-found", AllocatingTexts.ServiceNotFound, AllocatingTexts.NoSuchService.With(service));
        if (terms.AccertamentoId is not { } accertamento || !await IsActiveAsync(accertamento, ct))
            return ApiError.Conflict(
                "service-without-accertamento",
                AllocatingTexts.NoAccertamento,
                AllocatingTexts.GiveAccertamento.With(service)
            );
        await session.ExecuteAsync(
            $"""
            SELECT 1 FROM positions WHERE organization_id = $1 AND position_id IN (SELECT position_id FROM ({Unallocated}) u)
            ORDER BY position_id FOR UPDATE
            """,
            ct,
            session.Organization,
            service
        );
        await session.CreateTemporaryTableAsync("unallocated", Unallocated, ct, session.Organization, service);
        await booked.MarkAsync("unallocated", ct);
        var answer = await AllocateAsync(accertamento, ct);
        if (answer.PositionsCount > 0)
            await events.EmitAsync(
                new ServiceAllocated(service, PublicId.Format("acc", accertamento), answer.PositionsCount, answer.AmountCents),
                ct
            );
        return answer;
    }

    private async Task<ServiceAllocation> AllocateAsync(Guid accertamento, CancellationToken ct)
    {
        await session.ExecuteAsync(
            """
            INSERT INTO allocations (organization_id, instalment_id, transfer_index, allocation_index, accertamento_id, amount_cents)
            SELECT $1, u.instalment_id, u.transfer_index, 1, $2, u.amount_cents FROM unallocated u WHERE NOT u.is_booked
            """,
            ct,
            session.Organization,
            accertamento
        );
        await changes.NoteAsync(
            await session.QueryAsync("SELECT DISTINCT instalment_id FROM unallocated WHERE NOT is_booked", r => r.GetGuid(0), ct),
            ct
        );
        await session.ExecuteAsync(
            """
            UPDATE positions SET version = version + 1, updated_at = $2
            WHERE organization_id = $1 AND position_id IN (SELECT position_id FROM unallocated WHERE NOT is_booked)
            """,
            ct,
            session.Organization,
            clock.GetUtcNow()
        );
        return (
            await session.QueryAsync(
                """
                SELECT (count(DISTINCT position_id) FILTER (WHERE NOT is_booked))::int,
                    -- Of several payment options that of the one that is owed.
                    coalesce(sum(amount_cents) FILTER (WHERE NOT is_booked AND NOT is_alternative), 0)::bigint,
                    (count(DISTINCT instalment_id) FILTER (WHERE is_booked))::int
                FROM unallocated
                """,
                r => new ServiceAllocation
                {
                    PositionsCount = r.GetInt32(0),
                    AmountCents = r.GetInt64(1),
                    BookedCount = r.GetInt32(2),
                },
                ct
            )
        ).Single();
    }

    private async Task<bool> IsActiveAsync(Guid accertamento, CancellationToken ct) =>
        await session.ScalarAsync<bool>(
            "SELECT is_active FROM door.accertamenti WHERE organization_id = $1 AND accertamento_id = $2",
            ct,
            session.Organization,
            accertamento
        );
}
