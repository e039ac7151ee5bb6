using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    /// <summary>Whether all instalments that count are paid, however far rendicontazione and treasury have come.</summary>
    [FromQuery(Name = "isPaid")]
    public bool? IsPaid { get; init; }

    /// <summary>Whether something is missing because less was paid than was asked.</summary>
    [FromQuery(Name = "isShortPaid")]
    public bool? IsShortPaid { get; init; }

    [FromQuery(Name = "serviceCode"), RegularExpression(QueryForm.Code)]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? DebtorFiscalCode { get; init; }

    /// <summary>Beginning of the debtor's name.</summary>
    [FromQuery(Name = "q"), MaxLength(70)]
    public string? Q { get; init; }

    [FromQuery(Name = "noticeNumber"), RegularExpression(QueryForm.NoticeNumber)]
    public string? NoticeNumber { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "externalId"), MaxLength(128)]
    public string? ExternalId { get; init; }

    [FromQuery(Name = "flowId")]
    public string? FlowId { get; init; }

    [FromQuery(Name = "dueFrom")]
    public DateOnly? DueFrom { get; init; }

    [FromQuery(Name = "dueTo")]
    public DateOnly? DueTo { get; init; }

    [FromQuery(Name = "createdFrom")]
    public DateOnly? CreatedFrom { get; init; }

    [FromQuery(Name = "createdTo")]
    public DateOnly? CreatedTo { get; init; }

    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }
}

/// <summary>Two statements for a page: the positions by keyset, then their instalments.</summary>
public sealed class ListPositionsHandler(IMoneyOfPositions money, IGroupedDebts groups, TenantSession session)
{
    public async Task<Outcome<Page<PositionSummary>>> RunAsync(PositionFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (Check(filter, out var flow) is { } wrong)
            return wrong;
        var where = ConditionsOf(filter, flow, after, filter.ExternalId is { } code ? await groups.FindAsync(code, ct) : null);
        await using var command = session.Command(
            $"""
            SELECT p.position_id, p.external_id, p.state, p.service_code, p.description, p.debtor_name, p.debtor_fiscal_code, p.paid_cents,
                p.created_at
            FROM positions p WHERE {where.Page(filter.Limit, "p.position_id")}
            """,
            where.Values
        );
        var rows = new List<Row>();
        await using (var r = await command.ExecuteReaderAsync(ct))
            while (await r.ReadAsync(ct))
                rows.Add(
                    new(
                        r.GetGuid(0),
                        r.IsDBNull(1) ? null : r.GetString(1),
                        StateText.Parse<PositionState>(r.GetString(2)),
                        r.GetString(3),
                        r.GetString(4),
                        r.GetString(5),
                        r.GetString(6),
                        r.GetInt64(7),
                        r.GetFieldValue<DateTimeOffset>(8)
                    )
                );
        var instalments = await InstalmentsAsync([.. rows.Take(filter.Limit).Select(r => r.Id)], ct);
        Guid[] paid = [.. rows.Take(filter.Limit).Where(r => r.PaidCents > 0 || r.State == PositionState.PartiallyPaid).Select(r => r.Id)];
        var missing = (await money.ShortAsync(paid, ct)).ToLookup(s => s.PositionId, s => s.Missing.TotalCents);
        var gone = await money.PaidBackAsync(paid, ct);
        return Page<PositionSummary>.Of(
            rows,
            filter.Limit,
            r =>
                Map(
                    r with
                    {
                        PaidCents = r.PaidCents - gone.GetValueOrDefault(r.Id),
                    },
                    [.. instalments[r.Id].Select(i => i.Summary)],
                    missing[r.Id].Sum()
                ),
            r => Cursor.Of(r.Id)
        );
    }

    private static ApiError? Check(PositionFilter filter, out Guid? flow)
    {
        flow = null;
        return QueryValue.TryStates<PositionState>(filter.State, "state") ?? QueryValue.TryId(filter.FlowId, "flw", "flowId", out flow);
    }

    private Conditions ConditionsOf(PositionFilter filter, Guid? flow, Guid? after, Guid? group)
    {
        var where = new Conditions("p.organization_id = $1", session.Organization)
            .AndAnyOf("FROM positions p WHERE ", "p.state", filter.State)
            .And("(p.state IN ('paid', 'reported', 'reconciled')) = ?", filter.IsPaid)
            .AndKeyed("p.service_code", filter.ServiceCode)
            .Behind("p.position_id", after)
            .And("p.debtor_fiscal_code = ?", filter.DebtorFiscalCode?.ToUpperInvariant())
            // A code names the position that has it, or the one its debt was put into: one at most.
            .And("p.position_id = ?", group)
            .And(
                "p.position_id = ANY (ARRAY(SELECT b.position_id FROM positions b WHERE b.organization_id = $1 AND b.external_id = ?))",
                group is null ? filter.ExternalId : null
            )
            .And("p.flow_id = ?", flow)
            .AndCreated("p.position_id", filter.CreatedFrom, filter.CreatedTo, "p.created_at")
            .AndBegins("p.search_name", filter.Q)
            // Unique within the organization: one row by index.
            .And(
                "p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = ?)",
                filter.NoticeNumber
            )
            .And("p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1 AND i.iuv = ?)", filter.Iuv);
        if (filter.IsShortPaid is { } isShort)
            where.Always($"p.position_id {(isShort ? "IN" : "NOT IN")} ({money.ShortPositionsSql})");
        const string instalments = "SELECT i.position_id FROM instalments i WHERE i.organization_id = $1";
        return where
            .AndDays("p.position_id", instalments, "i.due_date", filter.DueFrom, filter.DueTo)
            .AndDays("p.position_id", instalments, "i.paid_at", filter.PaidFrom, filter.PaidTo, isMoment: true);
    }

    private async Task<ILookup<Guid, (Guid Position, InstalmentSummary Summary)>> InstalmentsAsync(
        Guid[] positions,
        CancellationToken ct
    ) =>
        (
            await session.QueryAsync(
                """
                SELECT position_id, instalment_id, notice_number, iuv, amount_cents, due_date, state, paid_at, receipt_record_id
                FROM instalments WHERE organization_id = $1 AND position_id = ANY ($2) AND state <> 'replaced'
                    ORDER BY position_id, instalment_index
                """,
                r =>
                    (
                        Position: r.GetGuid(0),
                        Summary: new InstalmentSummary
                        {
                            Id = Ids.Instalment(r.GetGuid(1)),
                            NoticeNumber = r.GetString(2),
                            Iuv = r.GetString(3),
                            AmountCents = r.GetInt64(4),
                            DueDate = r.IsDBNull(5) ? null : r.GetFieldValue<DateOnly>(5),
                            State = StateText.Parse<InstalmentState>(r.GetString(6)),
                            PaidAt = r.IsDBNull(7) ? null : r.GetFieldValue<DateTimeOffset>(7),
                            ReceiptId = r.IsDBNull(8) ? null : Ids.Receipt(r.GetGuid(8)),
                        }
                    ),
                ct,
                session.Organization,
                positions
            )
        ).ToLookup(i => i.Position);

    private static PositionSummary Map(Row row, List<InstalmentSummary> instalments, long missingCents)
    {
        var last = instalments.Where(i => i.PaidAt is not null).MaxBy(i => i.PaidAt);
        return new()
        {
            Id = Ids.Position(row.Id),
            ExternalId = row.ExternalId,
            State = row.State,
            ServiceCode = row.ServiceCode,
            Description = row.Description,
            DebtorName = row.DebtorName,
            DebtorFiscalCode = row.DebtorFiscalCode,
            AmountCents = instalments.Where(i => i.State != InstalmentState.Cancelled).Sum(i => i.AmountCents),
            PaidCents = row.PaidCents,
            OutstandingCents = instalments.Where(i => PositionMapper.IsOwed(i.State)).Sum(i => i.AmountCents) + missingCents,
            PaidAt = last?.PaidAt,
            ReceiptId = last?.ReceiptId,
            Instalments = instalments,
            CreatedAt = row.CreatedAt,
        };
    }

    private sealed record Row(
        Guid Id,
        string? ExternalId,
        PositionState State,
        string ServiceCode,
        string Description,
        string DebtorName,
        string DebtorFiscalCode,
        long PaidCents,
        DateTimeOffset CreatedAt
    );
}
