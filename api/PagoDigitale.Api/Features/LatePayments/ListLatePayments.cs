using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.LatePayments;

public sealed record LatePaymentFilter : PageQuery
{
    [CommaSeparated("timeliness")]
    public string[]? Timeliness { get; init; }

    [FromQuery(Name = "serviceCode"), RegularExpression(QueryForm.Code)]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), RegularExpression(QueryForm.FiscalCode)]
    public string? DebtorFiscalCode { get; init; }

    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }
}

public sealed class ListLatePaymentsHandler(TenantSession session)
{
    private const string Term = "CASE WHEN i.due_date IS NULL THEN i.valid_until ELSE i.due_date END";
    private const string PaidOn = "(i.paid_at AT TIME ZONE 'Europe/Rome')::date";

    /// <summary>In the words of the index, which has no others.</summary>
    private const string IsLate = $"i.last_credit_day IS NOT NULL AND {PaidOn} > ({Term})";

    private static readonly SqlText _late = SqlText.Statement(
        typeof(ListLatePaymentsHandler),
        "LatePayments.sql",
        ("term", Term),
        ("paid_on", PaidOn),
        (
            "is_one_of_several",
            """
            EXISTS (SELECT FROM door.instalments n WHERE n.organization_id = $1 AND n.position_id = i.position_id
                        AND n.option_index = i.option_index AND n.instalment_id <> i.instalment_id AND n.state <> 'replaced')
            """
        ),
        (
            "whole",
            """
            (SELECT sum(n.amount_cents) FROM door.instalments n WHERE n.organization_id = $1 AND n.position_id = i.position_id
                        AND n.state NOT IN ('cancelled', 'replaced') AND n.option_index = (
                            SELECT min(a.option_index) FROM door.payment_options a
                            WHERE a.organization_id = $1 AND a.position_id = i.position_id AND a.kind <> 'reduced'))::bigint
            """
        ),
        ("where", $"i.organization_id = $1 AND {IsLate}")
    );

    public async Task<Outcome<Page<LatePayment>>> RunAsync(LatePaymentFilter filter, CancellationToken ct)
    {
        if (Place.TryRead(filter.Cursor, ListOrder.Moments, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<Timeliness>(filter.Timeliness, "timeliness") is { } unknown)
            return unknown;
        var where = new Conditions("true", session.Organization)
            .And("late.timeliness = ANY (?)", filter.Timeliness)
            .And("late.service_code = ?", filter.ServiceCode)
            .And(DebtorSql.IsOwedBy("late.position_id", filter.DebtorFiscalCode, "late"), filter.DebtorFiscalCode?.ToUpperInvariant());
        if (where.Range("late.paid_at", filter.PaidFrom, filter.PaidTo, ListOrder.Moments) is { Length: > 0 } range)
            where.Always(range);
        where.Behind("late.paid_at, late.instalment_id", after?.Lead, after?.Id);
        var rows = await session.QueryAsync(
            $"{_late} WHERE {where.Page(filter.Limit, "late.paid_at", "late.instalment_id")}",
            r => (Payment: Read(r), Place: new Place(r.GetFieldValue<DateTimeOffset>(17), r.GetGuid(2))),
            ct,
            where.Values
        );
        return Page<LatePayment>.Of(rows, filter.Limit, r => r.Payment, r => r.Place.ToCursor());
    }

    private static LatePayment Read(NpgsqlDataReader r) =>
        new()
        {
            PositionId = Ids.Position(r.GetGuid(0)),
            ExternalId = r.IsDBNull(1) ? null : r.GetString(1),
            InstalmentId = Ids.Instalment(r.GetGuid(2)),
            NoticeNumber = r.GetString(3),
            ServiceCode = r.GetString(4),
            Description = r.GetString(5),
            DebtorFiscalCode = r.GetString(6),
            DebtorName = r.GetString(7),
            AmountCents = r.GetInt64(8),
            PaidCents = r.GetInt64(9),
            Term = r.GetFieldValue<DateOnly>(10),
            PaidOn = r.GetFieldValue<DateOnly>(11),
            LastCreditDay = r.GetFieldValue<DateOnly>(12),
            CreditedOn = r.IsDBNull(13) ? null : r.GetFieldValue<DateOnly>(13),
            Timeliness = StateText.Parse<Timeliness>(r.GetString(14)),
            OptionKind = StateText.Parse<PaymentOptionKind>(r.GetString(15)),
            ReductionCents = r.GetInt64(16),
        };
}
