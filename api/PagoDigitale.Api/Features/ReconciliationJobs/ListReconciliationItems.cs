using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed record ReconciliationItemFilter : PageQuery
{
    [CommaSeparated("class")]
    public string[]? Class { get; init; }

    [FromQuery(Name = "isRegular")]
    public bool? IsRegular { get; init; }

    [FromQuery(Name = "iuv"), MaxLength(35)]
    public string? Iuv { get; init; }

    [FromQuery(Name = "flussoId"), MaxLength(70)]
    public string? FlussoId { get; init; }
}

public sealed record ReconciliationItemModel
{
    public required string Id { get; init; }
    public required ItemClass Class { get; init; }
    public required bool IsRegular { get; init; }
    public required long AmountCents { get; init; }
    public long? DifferenceCents { get; init; }
    public string? Iuv { get; init; }
    public string? NoticeNumber { get; init; }
    public string? FlussoId { get; init; }
    public string? PositionId { get; init; }
    public string? ReceiptId { get; init; }
    public string? RendicontazioneId { get; init; }
    public string? MovementId { get; init; }
    public required IReadOnlyList<Message> Facts { get; init; }
    public required Message Rule { get; init; }
    public required Message NextStep { get; init; }
    public required int AgeDays { get; init; }
    public required DateOnly Since { get; init; }
}

/// <summary>The items of a job: anomalous first, then oldest first.</summary>
public sealed class ListReconciliationItemsHandler(TenantSession session, ReconciliationJobRows jobs, TimeProvider clock)
{
    public async Task<Outcome<Page<ReconciliationItemModel>>> RunAsync(string job, ReconciliationItemFilter filter, CancellationToken ct)
    {
        if (Cursor.TryRead(filter.Cursor, 3, out var cursor) is { } error)
            return error;
        var (regular, since, after) = (false, default(DateOnly), Guid.Empty);
        if (
            cursor is not null
            && !(
                bool.TryParse(cursor.Keys[0], out regular)
                && DateOnly.TryParseExact(cursor.Keys[1], "yyyyMMdd", out since)
                && Guid.TryParseExact(cursor.Keys[2], "N", out after)
            )
        )
            return Cursor.Malformed();
        if (QueryValue.TryAll(filter.Class, "class", [.. ReconciliationClassText.All]) is { } unknown)
            return unknown;
        if (!PublicId.TryParse(job, "rcj", out var id) || await jobs.FindAsync(id, ct) is null)
            return ReconciliationJobRows.NotFound(job);
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        // A job that has not ended has none.
        var (series, run) = await jobs.RunOfAsync(id, ct) ?? (Guid.Empty, 0);
        var where = new Conditions(
            "organization_id = $1 AND series_id = $2 AND first_run <= $3 AND last_run >= $3",
            session.Organization,
            series,
            run
        )
            .And("class = ANY (?)", filter.Class)
            .And("is_regular = ?", filter.IsRegular)
            .And("iuv = ?", filter.Iuv)
            .And("flusso_id = ?", filter.FlussoId);
        if (cursor is not null)
            where.Always($"(is_regular, since, item_id) > ({where.Add(regular)}, {where.Add(since)}, {where.Add(after)})");
        var rows = await session.QueryAsync(
            $"""
            SELECT item_id, class, is_regular, amount_cents, difference_cents, iuv, notice_number, flusso_id, position_id,
                receipt_record_id, rendicontazione_id, movement_id, since, shape,
                position_cents, receipt_cents, row_cents, total_cents, movement_cents, booked_by
            FROM reconciliation_items WHERE {where} ORDER BY is_regular, since, item_id LIMIT {filter.Limit + 1}
            """,
            r => (Id: r.GetGuid(0), Model: Map(r, today)),
            ct,
            where.Values
        );
        return Page<ReconciliationItemModel>.Of(
            rows,
            filter.Limit,
            r => r.Model,
            r => new Cursor(
                r.Model.IsRegular.ToString(),
                r.Model.Since.ToString("yyyyMMdd", CultureInfo.InvariantCulture),
                r.Id.ToString("N")
            )
        );
    }

    private static ReconciliationItemModel Map(NpgsqlDataReader r, DateOnly today)
    {
        var shape = Facts.OfShape(r.GetInt64(13));
        var verdict = Classifier.Classify(shape);
        return new()
        {
            Id = PublicId.Format("rci", r.GetGuid(0)),
            Class = ItemClassText.Parse(r.GetString(1)),
            IsRegular = r.GetBoolean(2),
            AmountCents = r.GetInt64(3),
            DifferenceCents = Cents(r, 4),
            Iuv = Text(r, 5),
            NoticeNumber = Text(r, 6),
            FlussoId = Text(r, 7),
            PositionId = Id(r, 8, "pos"),
            ReceiptId = Id(r, 9, "rcp"),
            RendicontazioneId = Id(r, 10, "rnd"),
            MovementId = Id(r, 11, "mov"),
            Facts = FactWord.SaidOf(
                shape with
                {
                    PositionCents = Cents(r, 14),
                    ReceiptCents = Cents(r, 15),
                    ReportRowCents = Cents(r, 16),
                    ReportTotalCents = Cents(r, 17),
                    MovementCents = Cents(r, 18),
                    Reversali = Text(r, 19),
                }
            ),
            Rule = verdict.Rule,
            NextStep = verdict.NextStep,
            Since = r.GetFieldValue<DateOnly>(12),
            AgeDays = Math.Max(0, today.DayNumber - r.GetFieldValue<DateOnly>(12).DayNumber),
        };
    }

    private static long? Cents(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt64(column);

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static string? Id(NpgsqlDataReader r, int column, string prefix) =>
        r.IsDBNull(column) ? null : PublicId.Format(prefix, r.GetGuid(column));
}
