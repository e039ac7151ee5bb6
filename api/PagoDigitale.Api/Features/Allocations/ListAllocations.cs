using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Allocations;

/// <summary>Exactly one of them is given.</summary>
public sealed record AllocationFilter
{
    [FromQuery(Name = "flowId"), MaxLength(70)]
    public string? FlowId { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "provvisorio"), MaxLength(30)]
    public string? Provvisorio { get; init; }

    [FromQuery(Name = "day")]
    public DateOnly? Day { get; init; }

    [FromQuery(Name = "reversaleId")]
    public string? ReversaleId { get; init; }
}

public sealed record AllocationSummary
{
    public required IReadOnlyList<AllocationLine> Items { get; init; }
    public required long TotalCents { get; init; }
    public required long UnallocatedCents { get; init; }
    public required IReadOnlyList<AllocatedPayment> Payments { get; init; }
}

public sealed record AllocationLine
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required string Chapter { get; init; }
    public required string Description { get; init; }
    public required long AmountCents { get; init; }
    public required int PaymentsCount { get; init; }
}

public sealed record AllocatedPayment
{
    public required string Iuv { get; init; }
    public required long AmountCents { get; init; }
    public string? DebtorFiscalCode { get; init; }
    public string? DebtorName { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
}

public sealed class ListAllocationsHandler(TenantSession session)
{
    private const int PaymentsMax = 1000;

    private const string OfReversale =
        "r.rendicontazione_id = (SELECT v.rendicontazione_id FROM door.reversali v WHERE v.organization_id = $1 AND v.reversale_id = $2)";

    public async Task<Outcome<AllocationSummary>> RunAsync(AllocationFilter filter, CancellationToken ct)
    {
        object?[] given = [filter.FlowId, filter.Iuv, filter.Provvisorio, filter.Day, filter.ReversaleId];
        if (given.Count(g => g is not null) != 1)
            return QueryValue.Malformed(
                "flowId",
                "exactly one of flowId, iuv, provvisorio, day and reversaleId must be given",
                "Send one of the five parameters and no other."
            );
        if (QueryValue.TryId(filter.ReversaleId, "rev", "reversaleId", out var reversale) is { } malformed)
            return malformed;
        if (reversale is { } id)
            return await OfReversaleAsync(id, ct);
        var (paid, values) = Source(filter);
        var items = await LinesAsync(
            $"""
            WITH paid AS MATERIALIZED ({paid}), shares AS ({CollectedSql.Shares})
            SELECT a.year, a.number, a.chapter, a.description, s.cents::bigint, s.payments::int
            FROM (
                SELECT accertamento_id, sum(cents) AS cents, count(*) FILTER (WHERE cents > 0) AS payments
                FROM (SELECT accertamento_id, instalment_id, sum(cents) AS cents FROM shares GROUP BY accertamento_id, instalment_id) i
                GROUP BY accertamento_id HAVING sum(cents) > 0) s
            CROSS JOIN LATERAL (
                SELECT * FROM door.accertamenti c WHERE c.organization_id = $1 AND c.accertamento_id = s.accertamento_id OFFSET 0) a
            ORDER BY a.year, a.number LIMIT 1000
            """,
            values,
            ct
        );
        var total = await session.ScalarAsync<long>($"SELECT coalesce(sum(told_cents), 0)::bigint FROM ({paid}) paid", ct, values);
        return new AllocationSummary
        {
            Items = items,
            TotalCents = total,
            UnallocatedCents = total - items.Sum(i => i.AmountCents),
            Payments = await PaymentsAsync(paid, values, ct),
        };
    }

    private (string Paid, object?[] Values) Source(AllocationFilter filter)
    {
        const string current = "r.state <> 'superseded'";
        return filter switch
        {
            { FlowId: { } flow } => (CollectedSql.ReportedPayments($"{current} AND r.flow_id = $2"), [session.Organization, flow]),
            { Iuv: { } iuv } => (Both($"{current} AND w.iuv = $2", "c.iuv = $2"), [session.Organization, iuv]),
            { Provvisorio: { } provvisorio } => (
                Both(
                    $"{current} AND r.rendicontazione_id IN (SELECT l.rendicontazione_id FROM door.movement_links l "
                        + "JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = l.movement_id WHERE "
                        + "l.organization_id = $1 AND m.provvisorio = $2)",
                    "c.receipt_record_id IN (SELECT m.receipt_record_id FROM door.bank_movements m WHERE m.organization_id = $1 "
                        + "AND m.provvisorio = $2)"
                ),
                [session.Organization, provvisorio]
            ),
            _ => (
                Both($"{current} AND w.payment_date = $2", "c.version <> 'assigned' AND c.paid_at >= $3 AND c.paid_at < $4"),
                [session.Organization, filter.Day, RomeTime.StartOfDay(filter.Day!.Value), RomeTime.StartOfDay(filter.Day.Value.AddDays(1))]
            ),
        };

        static string Both(string reported, string unreported) =>
            $"{CollectedSql.ReportedPayments(reported)} UNION ALL {CollectedSql.UnreportedPayments(unreported)}";
    }

    /// <summary>What a reversale booked is what it booked, whatever was revised since.</summary>
    private async Task<Outcome<AllocationSummary>> OfReversaleAsync(Guid id, CancellationToken ct)
    {
        object?[] values = [session.Organization, id];
        var amounts = await session.QueryAsync(
            "SELECT amount_cents, unallocated_cents FROM door.reversali WHERE organization_id = $1 AND reversale_id = $2",
            r => (Total: r.GetInt64(0), Unallocated: r.GetInt64(1)),
            ct,
            values
        );
        return new AllocationSummary
        {
            Items = await LinesAsync(
                """
                SELECT a.year, a.number, a.chapter, a.description, s.amount_cents, s.payments_count
                FROM door.reversale_allocations s JOIN door.accertamenti a ON a.organization_id = $1
                    AND a.accertamento_id = s.accertamento_id
                WHERE s.organization_id = $1 AND s.reversale_id = $2 ORDER BY a.year, a.number LIMIT 1000
                """,
                values,
                ct
            ),
            TotalCents = amounts.Sum(a => a.Total),
            UnallocatedCents = amounts.Sum(a => a.Unallocated),
            Payments = await PaymentsAsync(CollectedSql.ReportedPayments(OfReversale), values, ct),
        };
    }

    private Task<List<AllocationLine>> LinesAsync(string sql, object?[] values, CancellationToken ct) =>
        session.QueryAsync(
            sql,
            r => new AllocationLine
            {
                AccertamentoYear = r.GetInt16(0),
                AccertamentoNumber = r.GetString(1),
                Chapter = r.GetString(2),
                Description = r.GetString(3),
                AmountCents = r.GetInt64(4),
                PaymentsCount = r.GetInt32(5),
            },
            ct,
            values
        );

    /// <summary>With what was taken back, negative, so that they add up to the total.</summary>
    private Task<List<AllocatedPayment>> PaymentsAsync(string paid, object?[] values, CancellationToken ct) =>
        session.QueryAsync(
            $"""
            SELECT iuv, told_cents, debtor_fiscal_code, debtor_name, paid_at FROM ({paid}) paid
            WHERE told_cents <> 0 ORDER BY source_id, place LIMIT {PaymentsMax}
            """,
            r => new AllocatedPayment
            {
                Iuv = r.GetString(0),
                AmountCents = r.GetInt64(1),
                DebtorFiscalCode = r.IsDBNull(2) ? null : r.GetString(2),
                DebtorName = r.IsDBNull(3) ? null : r.GetString(3),
                PaidAt = r.IsDBNull(4) ? null : r.GetFieldValue<DateTimeOffset>(4),
            },
            ct,
            values
        );
}
