using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneFilter : PageQuery
{
    [FromQuery(Name = "paidFrom")]
    public DateOnly? PaidFrom { get; init; }

    [FromQuery(Name = "paidTo")]
    public DateOnly? PaidTo { get; init; }

    [FromQuery(Name = "collectedFrom")]
    public DateOnly? CollectedFrom { get; init; }

    [FromQuery(Name = "collectedTo")]
    public DateOnly? CollectedTo { get; init; }

    [FromQuery(Name = "debtorFiscalCode"), MinLength(2), MaxLength(16)]
    public string? DebtorFiscalCode { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }

    [FromQuery(Name = "pspId"), MaxLength(35)]
    public string? PspId { get; init; }

    [CommaSeparated("state")]
    public string[]? State { get; init; }

    [FromQuery(Name = "isAccounted")]
    public bool? IsAccounted { get; init; }

    [FromQuery(Name = "isFinal")]
    public bool? IsFinal { get; init; }
}

public sealed class ListRendicontazioniHandler(
    TenantSession session,
    RendicontazioneRecords records,
    IReceiptsOfRows receipts,
    TimeProvider clock
)
{
    /// <summary>
    /// The sender names itself by BIC, ABI or fiscal code; its idPSP stands in the flow id between date and dash (SACI chapter
    /// 6), and the receipts of its payments name it by idPSP and fiscal code: one of them tells, a flow is of one PSP.
    /// </summary>
    private string IsOfPsp =>
        $"""
            (r.psp_id = ANY (?) OR EXISTS (SELECT FROM unnest(?::text[]) AS code WHERE starts_with(substr(r.flusso_id, 11), code || '-'))
                OR EXISTS (
                SELECT FROM (
                    SELECT o.receipt_record_id FROM rendicontazione_rows o
                    WHERE o.organization_id = $1 AND o.rendicontazione_id = r.rendicontazione_id AND o.receipt_record_id IS NOT NULL
                    ORDER BY o.row_index LIMIT 1) w
                WHERE {receipts.IsOfPsp(
                "w.receipt_record_id",
                "?"
            )}))
            """;

    private string HasRowOfDebtor =>
        $"""
            r.rendicontazione_id IN (
                SELECT w.rendicontazione_id FROM door.positions p JOIN door.instalments i ON i.organization_id = $1
                    AND i.position_id = p.position_id
                    JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.instalment_id = i.instalment_id
                WHERE p.organization_id = $1 AND p.debtor_fiscal_code = upper(?)
                UNION ALL
                SELECT w.rendicontazione_id FROM ({receipts.OfDebtor("?", "upper(?)")}) c
                JOIN rendicontazione_rows w ON w.organization_id = $1 AND w.receipt_record_id = c.receipt_record_id)
            """;

    public async Task<Outcome<Page<RendicontazioneModel>>> RunAsync(RendicontazioneFilter filter, CancellationToken ct)
    {
        var (from, to) = Days(filter);
        var order = from is null && to is null ? ListOrder.Newest : ListOrder.Days;
        if (Place.TryRead(filter.Cursor, order, out var after) is { } error)
            return error;
        if (QueryValue.TryStates<RendicontazioneState>(filter.State, "state") is { } unknown)
            return unknown;
        var where = new Conditions("r.organization_id = $1", session.Organization)
            .ByDays("r.regulation_date", from, to)
            .And("r.flusso_id = ?", filter.FlussoId)
            .And(IsOfPsp, filter.PspId is { } psp ? PspCode.Spellings(psp).ToArray() : null)
            .AndAnyOf("FROM rendicontazioni r WHERE ", "r.state", filter.State)
            .AndKeyed("r.is_accounted", filter.IsAccounted)
            .Behind("r.rendicontazione_id", after);
        AddRows(where, filter);
        var found = await records.FindAsync(where.Page(filter.Limit, "r.rendicontazione_id"), where.Values, ct);
        return Page<RendicontazioneModel>.Of(
            found,
            filter.Limit,
            r => r.Model,
            r => new Place(order == ListOrder.Days ? r.Model.RegulationDate : null, r.Id).ToCursor()
        );
    }

    /// <summary>What is final is told by the day of the transfer, so few days are looked at for what is not.</summary>
    private (DateOnly? From, DateOnly? To) Days(RendicontazioneFilter filter)
    {
        if (filter.IsFinal is not { } isFinal)
            return (filter.CollectedFrom, filter.CollectedTo);
        var last = FlowFinality.LastFinalDay(clock.GetUtcNow());
        return isFinal
            ? (Later(filter.CollectedFrom, PlausibleDates.First), filter.CollectedTo < last ? filter.CollectedTo : last)
            : (Later(filter.CollectedFrom, last.AddDays(1)), filter.CollectedTo);
    }

    private static DateOnly Later(DateOnly? asked, DateOnly day) => asked > day ? asked.Value : day;

    /// <summary>One row must fit all that is asked of rows.</summary>
    private void AddRows(Conditions where, RendicontazioneFilter filter)
    {
        var row =
            (filter.PaidFrom is { } from ? $" AND w.payment_date >= {where.Add(from)}" : "")
            + (filter.PaidTo is { } to ? $" AND w.payment_date <= {where.Add(to)}" : "")
            + (filter.Iuv is { } iuv ? $" AND w.iuv = {where.Add(iuv)}" : "");
        if (filter.DebtorFiscalCode is { } debtor)
        {
            var (code, asWritten) = (where.Add(debtor.ToUpperInvariant()), where.Add(debtor));
            row += $"""
                 AND (w.instalment_id IN (SELECT i.instalment_id FROM door.positions p JOIN door.instalments i ON i.organization_id = $1
                     AND i.position_id = p.position_id
                        WHERE p.organization_id = $1 AND p.debtor_fiscal_code = {code})
                    OR w.receipt_record_id IN ({receipts.OfDebtor(code, asWritten)}))
                """;
            where.And(HasRowOfDebtor, debtor);
        }
        if (row.Length > 0)
            where.Always(
                "EXISTS (SELECT FROM rendicontazione_rows w WHERE w.organization_id = $1 AND w.rendicontazione_id = "
                    + $"r.rendicontazione_id{row})"
            );
    }
}
