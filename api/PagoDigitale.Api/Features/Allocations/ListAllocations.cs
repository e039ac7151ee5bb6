using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Reversali.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Allocations;

/// <summary>Exactly one of them is given.</summary>
public sealed record AllocationFilter
{
    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }

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
    private const int ByReversale = 4;

    private const string IsCurrent = "r.state <> 'superseded'";

    private const string IsOfProvvisorio = $"""
        {IsCurrent} AND r.rendicontazione_id IN (SELECT l.rendicontazione_id FROM door.movement_links l
            JOIN door.bank_movements m ON m.organization_id = $1 AND m.movement_id = l.movement_id
            WHERE l.organization_id = $1 AND m.provvisorio = $2)
        """;

    private const string IsSingleOfProvvisorio =
        "c.receipt_record_id IN (SELECT m.receipt_record_id FROM door.bank_movements m WHERE m.organization_id = $1 "
        + "AND m.provvisorio = $2)";

    private const string IsOfReversale =
        "r.rendicontazione_id = (SELECT v.rendicontazione_id FROM door.reversali v WHERE v.organization_id = $1 AND v.reversale_id = $2)";

    /// <summary>The payments meant by a flow, an IUV, a provisional entry, a day and a reversale, in this order.</summary>
    private static readonly object[] _paid =
    [
        CollectedSql.ReportedPayments($"{IsCurrent} AND r.flusso_id = $2"),
        Both($"{IsCurrent} AND w.iuv = $2", "c.iuv = $2"),
        Both(IsOfProvvisorio, IsSingleOfProvvisorio),
        Both($"{IsCurrent} AND w.payment_date = $2", "c.version <> 'assigned' AND c.paid_at >= $3 AND c.paid_at < $4"),
        CollectedSql.ReportedPayments(IsOfReversale),
    ];

    private static readonly SqlText[] _lines =
    [
        .. _paid[..ByReversale]
            .Select(paid =>
                SqlText.Statement(typeof(ListAllocationsHandler), "ListAllocations.sql", ("paid", paid), ("shares", CollectedSql.Shares))
            ),
    ];

    private static readonly SqlText[] _payments =
    [
        .. _paid.Select(paid =>
            SqlText.Statement(typeof(ListAllocationsHandler), "AllocatedPayments.sql", ("paid", paid), ("payments_max", PaymentsMax))
        ),
    ];

    private static readonly string[] _totals = [.. _paid.Select(paid => $"SELECT coalesce(sum(told_cents), 0)::bigint FROM ({paid}) paid")];

    public async Task<Outcome<AllocationSummary>> RunAsync(AllocationFilter filter, CancellationToken ct)
    {
        object?[] given = [filter.FlussoId, filter.Iuv, filter.Provvisorio, filter.Day, filter.ReversaleId];
        if (given.Count(g => g is not null) != 1)
            return QueryValue.Malformed("flussoId", AllocationsTexts.ExactlyOne, AllocationsTexts.SendOne);
        if (QueryValue.TryId(filter.ReversaleId, "rev", "reversaleId", out var reversale) is { } malformed)
            return malformed;
        if (reversale is { } id)
            return await OfReversaleAsync(id, ct);
        var (way, values) = Asked(filter);
        var items = await LinesAsync(_lines[way], values, ct);
        var total = await session.ScalarAsync<long>(_totals[way], ct, values);
        return new AllocationSummary
        {
            Items = items,
            TotalCents = total,
            UnallocatedCents = total - items.Sum(i => i.AmountCents),
            Payments = await PaymentsAsync(_payments[way], values, ct),
        };
    }

    /// <summary>Which of the payments are meant, and what they are asked by.</summary>
    private (int Way, object?[] Values) Asked(AllocationFilter filter) =>
        filter switch
        {
            { FlussoId: { } flow } => (0, [session.Organization, flow]),
            { Iuv: { } iuv } => (1, [session.Organization, iuv]),
            { Provvisorio: { } provvisorio } => (2, [session.Organization, provvisorio]),
            _ => (
                3,
                [session.Organization, filter.Day, RomeTime.StartOfDay(filter.Day!.Value), RomeTime.StartOfDay(filter.Day.Value.AddDays(1))]
            ),
        };

    private static string Both(string reported, string unreported) =>
        $"{CollectedSql.ReportedPayments(reported)} UNION ALL {CollectedSql.UnreportedPayments(unreported)}";

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
            Payments = await PaymentsAsync(_payments[ByReversale], values, ct),
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

    private Task<List<AllocatedPayment>> PaymentsAsync(string sql, object?[] values, CancellationToken ct) =>
        session.QueryAsync(
            sql,
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
