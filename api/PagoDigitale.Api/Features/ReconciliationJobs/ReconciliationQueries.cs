using System.Globalization;
using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

public sealed class ReconciliationQueries(TenantSession session, TimeProvider clock)
{
    private const string Columns = """
        job_id, external_id, state, statement_id, flow_id, items_count, regular_count, anomalous_count, classes::text, failure::text,
            created_at, started_at, completed_at
        """;

    public async Task<Outcome<Page<ReconciliationJobModel>>> ListAsync(ReconciliationJobFilter filter, CancellationToken ct)
    {
        if (Cursor.TryReadId(filter.Cursor, out var after) is { } error)
            return error;
        if (QueryValue.TryState<ReconciliationJobState>(filter.State, "state", out _) is { } unknown)
            return unknown;
        if (QueryValue.TryId(filter.StatementId, "bst", "statementId", out var statement) is { } malformed)
            return malformed;
        var where = new Conditions("organization_id = $1", session.Organization)
            .AndKeyed("statement_id", statement)
            .AndKeyed("state", filter.State)
            .Behind("job_id", after)
            .AndCreated("job_id", filter.CreatedFrom, filter.CreatedTo);
        var rows = await session.QueryAsync(
            $"SELECT {Columns} FROM reconciliation_jobs WHERE {where} {where.Order("job_id")} LIMIT {filter.Limit + 1}",
            r => (Id: r.GetGuid(0), Model: Map(r)),
            ct,
            where.Values
        );
        return Page<ReconciliationJobModel>.Of(rows, filter.Limit, r => r.Model, r => Cursor.Of(r.Id));
    }

    public async Task<Outcome<ReconciliationJobModel>> ReadAsync(string job, CancellationToken ct) =>
        PublicId.TryParse(job, "rcj", out var id) && await FindAsync(id, ct) is { } found ? found : NotFound(job);

    public async Task<ReconciliationJobModel?> FindAsync(Guid id, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"SELECT {Columns} FROM reconciliation_jobs WHERE organization_id = $1 AND job_id = $2",
                Map,
                ct,
                session.Organization,
                id
            )
        ).SingleOrDefault();

    /// <summary>Anomalous first, then oldest first.</summary>
    public async Task<Outcome<Page<ReconciliationItemModel>>> ItemsAsync(string job, ReconciliationItemFilter filter, CancellationToken ct)
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
        if (filter.Class is not null && !ReconciliationClassText.TryParse(filter.Class, out _))
            return QueryValue.Malformed(
                "class",
                "is not a class of reconciliation",
                $"Use one of: {string.Join(", ", ReconciliationClassText.All)}."
            );
        if (!PublicId.TryParse(job, "rcj", out var id) || await FindAsync(id, ct) is null)
            return NotFound(job);
        var today = RomeTime.LegalDate(clock.GetUtcNow());
        var where = new Conditions("organization_id = $1 AND job_id = $2", session.Organization, id)
            .And("class = ?", filter.Class)
            .And("is_regular = ?", filter.IsRegular)
            .And("iuv = ?", filter.Iuv)
            .And("flow_id = ?", filter.FlowId);
        if (cursor is not null)
            where.Always($"(is_regular, since, item_id) > ({where.Add(regular)}, {where.Add(since)}, {where.Add(after)})");
        var rows = await session.QueryAsync(
            $"""
            SELECT item_id, class, is_regular, amount_cents, difference_cents, iuv, notice_number, flow_id, position_id, receipt_record_id,
                rendicontazione_id, movement_id,
                   facts, rule, next_step, since
            FROM reconciliation_items WHERE {where} ORDER BY is_regular, since, item_id LIMIT {filter.Limit + 1}
            """,
            r => (Id: r.GetGuid(0), Model: MapItem(r, today)),
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

    private static ApiError NotFound(string job) => ApiError.NotFound("Reconciliation job", job);

    private static ReconciliationJobModel Map(NpgsqlDataReader r)
    {
        var classes = JsonSerializer.Deserialize<List<ReconciliationClassCount>>(r.GetString(8), ApiJson.Options)!;
        return new()
        {
            Id = PublicId.Format("rcj", r.GetGuid(0)),
            ExternalId = Text(r, 1),
            State = StateText.Parse<ReconciliationJobState>(r.GetString(2)),
            Scope = new() { StatementId = Id(r, 3, "bst"), FlowId = Text(r, 4) },
            Counts = new()
            {
                Items = r.GetInt32(5),
                Regular = r.GetInt32(6),
                Anomalous = r.GetInt32(7),
            },
            Classes = classes,
            Amounts = new()
            {
                TotalCents = classes.Sum(c => c.AmountCents),
                RegularCents = classes.Where(c => c.IsRegular).Sum(c => c.AmountCents),
                AnomalousCents = classes.Where(c => !c.IsRegular).Sum(c => c.AmountCents),
            },
            Failure = r.IsDBNull(9) ? null : JsonSerializer.Deserialize<ReconciliationFailure>(r.GetString(9), ApiJson.Options),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(10),
            StartedAt = r.IsDBNull(11) ? null : r.GetFieldValue<DateTimeOffset>(11),
            CompletedAt = r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12),
        };
    }

    private static ReconciliationItemModel MapItem(NpgsqlDataReader r, DateOnly today) =>
        new()
        {
            Id = PublicId.Format("rci", r.GetGuid(0)),
            Class = ItemClassText.Parse(r.GetString(1)),
            IsRegular = r.GetBoolean(2),
            AmountCents = r.GetInt64(3),
            DifferenceCents = r.IsDBNull(4) ? null : r.GetInt64(4),
            Iuv = Text(r, 5),
            NoticeNumber = Text(r, 6),
            FlowId = Text(r, 7),
            PositionId = Id(r, 8, "pos"),
            ReceiptRecordId = Id(r, 9, "rcp"),
            RendicontazioneId = Id(r, 10, "rnd"),
            MovementId = Id(r, 11, "mov"),
            Facts = r.GetFieldValue<string[]>(12),
            Rule = r.GetString(13),
            NextStep = r.GetString(14),
            Since = r.GetFieldValue<DateOnly>(15),
            AgeDays = Math.Max(0, today.DayNumber - r.GetFieldValue<DateOnly>(15).DayNumber),
        };

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static string? Id(NpgsqlDataReader r, int column, string prefix) =>
        r.IsDBNull(column) ? null : PublicId.Format(prefix, r.GetGuid(column));
}
