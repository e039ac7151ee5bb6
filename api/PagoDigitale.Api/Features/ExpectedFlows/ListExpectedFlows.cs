using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ExpectedFlows;

public sealed record ExpectedFlowFilter : PageQuery
{
    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "pspId"), MinLength(1), MaxLength(35), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? PspId { get; init; }

    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }
}

public sealed class ListExpectedFlowsHandler(TenantSession session, TimeProvider clock)
{
    /// <summary>
    /// What is paid after the cut-off at 13:00 is of the next operating day D, and the flow comes by the end of D+2 (SACI, chapter 6): of a
    /// day of the calendar the last flow is in time on the third working day.
    /// </summary>
    private const int WorkingDaysAllowed = 3;

    private const string DayForm = "yyyyMMdd";

    private static readonly SqlText _expected = SqlText.Statement(typeof(ListExpectedFlowsHandler), "ExpectedFlows.sql");

    public async Task<Outcome<Page<ExpectedFlow>>> RunAsync(ExpectedFlowFilter filter, CancellationToken ct)
    {
        if (TryReadPlace(filter.Cursor, out var after) is { } malformed)
            return malformed;
        if (QueryValue.TryStates<ExpectedFlowState>(filter.State, "state") is { } unknown)
            return unknown;
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var where = new Conditions("true", session.Organization)
            .And("e.psp_id = ?", filter.PspId)
            .And("e.paid_on >= ?", filter.PaidFrom)
            .And("e.paid_on <= ?", filter.PaidTo);
        if (filter.State is [var state])
            where.And(
                StateText.Parse<ExpectedFlowState>(state) == ExpectedFlowState.Missing ? "e.paid_on <= ?" : "e.paid_on > ?",
                LastMissing(today)
            );
        where.Behind("e.paid_on, e.psp_id", after?.Day, after?.Psp);
        var rows = await session.QueryAsync(
            $"SELECT e.* FROM ({_expected}) e WHERE {where.Page(filter.Limit, "e.paid_on", "e.psp_id")}",
            r => Read(r, today),
            ct,
            where.Values
        );
        return Page<ExpectedFlow>.Of(
            rows,
            filter.Limit,
            f => f,
            f => new Cursor(f.PaidOn.ToString(DayForm, CultureInfo.InvariantCulture), f.PspId)
        );
    }

    /// <summary>The last day whose flow is late.</summary>
    private static DateOnly LastMissing(DateOnly today)
    {
        var day = today;
        while (ExpectedBy(day) >= today)
            day = day.AddDays(-1);
        return day;
    }

    private static DateOnly ExpectedBy(DateOnly paidOn) => WorkingDays.After(paidOn, WorkingDaysAllowed);

    private static ApiError? TryReadPlace(string? text, out (DateOnly Day, string Psp)? after)
    {
        after = null;
        if (Cursor.TryRead(text, 2, out var cursor) is { } error)
            return error;
        if (cursor is null)
            return null;
        if (!DateOnly.TryParseExact(cursor.Keys[0], DayForm, out var day) || cursor.Keys[1].Contains('\0', StringComparison.Ordinal))
            return Cursor.Malformed();
        after = (day, cursor.Keys[1]);
        return null;
    }

    private static ExpectedFlow Read(NpgsqlDataReader r, DateOnly today)
    {
        var paidOn = r.GetFieldValue<DateOnly>(2);
        return new()
        {
            PspId = r.GetString(0),
            PspName = r.GetString(1),
            PaidOn = paidOn,
            PaymentsCount = r.GetInt64(3),
            AmountCents = r.GetInt64(4),
            ExpectedBy = ExpectedBy(paidOn),
            State = ExpectedBy(paidOn) < today ? ExpectedFlowState.Missing : ExpectedFlowState.Awaited,
        };
    }
}
