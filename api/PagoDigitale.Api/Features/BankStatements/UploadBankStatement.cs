using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.ReconciliationJobs.Exposed;
using PagoDigitale.Api.Platform.Events;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.RawStore;
using PagoDigitale.Api.Platform.Results;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Api.Platform.Uploads;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The raw file first, then its movements: those an earlier statement brought already are counted and left alone.</summary>
public sealed class UploadBankStatementHandler(
    TenantSession session, TenantScopes tenants, InboundMessages inbound, KnownMovementQueries known, MovementWriter movements, BankStatementQueries queries,
    AutomaticReconciliationWriter automatic, EventLog events, TimeProvider clock)
{
    private const string Kind = "bank-statement";
    private const int LinesListedMax = 100;
    private const int LinesInRefusalMax = 10;

    public async Task<Outcome<Created<BankStatementModel>>> RunAsync(StatementUpload upload, SpooledUpload file, CancellationToken ct)
    {
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await FindAsync(file.Sha256, ct) is { } existing)
            return new Created<BankStatementModel>((await queries.FindAsync(existing, ct))! with { IsDuplicate = true }, false);
        var content = await file.ReadAllAsync(ct);
        var reading = StatementReader.Read(content, upload, RomeTime.LegalDate(clock.GetUtcNow()));
        if (reading.Mapping is null || reading.Lines.Count == 0)
        {
            await KeepRefusedAsync(content, file.NameOr(upload.FileName), ct);
            return NoMovements(upload, reading);
        }
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var message = await inbound.StoreAsync(Kind, file.MediaType, content, file.NameOr(upload.FileName), "upload", ct);
        var drafts = MovementDraft.Of(reading.Lines, await KnownFlowsAsync(ct));
        var (news, duplicates) = await known.SortAsync(drafts, upload.AccountIban, ct);
        await InsertAsync(id, message, upload, file, reading, news, duplicates, ct);
        await movements.InsertAsync(id, news, ct);
        await events.EmitAsync("bank-statement.loaded", "bank-statement", PublicId.Format("bst", id),
            new { movements = news.Count, duplicates = duplicates.Count, pagoPa = news.Count(m => m.IsPagoPa), rejected = reading.Rejected.Count }, ct);
        await automatic.AskAsync(ct);
        return new Created<BankStatementModel>((await queries.FindAsync(id, ct))!, true);
    }

    private async Task<Guid?> FindAsync(byte[] sha256, CancellationToken ct)
    {
        var found = await session.QueryAsync("SELECT statement_id FROM bank_statements WHERE organization_id = $1 AND file_sha256 = $2", r => r.GetGuid(0), ct, session.Organization, sha256);
        return found.Count == 0 ? null : found[0];
    }

    private async Task<HashSet<string>> KnownFlowsAsync(CancellationToken ct) => new(
        await session.QueryAsync("SELECT flow_id FROM rendicontazioni WHERE organization_id = $1 AND state <> 'superseded'", r => r.GetString(0), ct, session.Organization),
        StringComparer.OrdinalIgnoreCase);

    private Task<int> InsertAsync(
        Guid id, Guid message, StatementUpload upload, SpooledUpload file, StatementReading reading, List<MovementDraft> news, List<DuplicateLine> duplicates, CancellationToken ct) =>
        session.ExecuteAsync("""
            INSERT INTO bank_statements (organization_id, statement_id, message_id, file_name, file_sha256, account_iban, mapping, lines_count, movements_count,
                duplicates_count, pago_pa_count, rejected_count, credits_cents, debits_cents, pago_pa_cents, first_date, last_date, rejected_lines, duplicate_lines, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """, ct,
            session.Organization, id, message, file.NameOr(upload.FileName), file.Sha256, upload.AccountIban, Json(reading.Mapping!),
            reading.Lines.Count + reading.Rejected.Count, news.Count, duplicates.Count, news.Count(m => m.IsPagoPa), reading.Rejected.Count,
            news.Where(m => m.Line.AmountCents > 0).Sum(m => m.Line.AmountCents),
            -news.Where(m => m.Line.AmountCents < 0).Sum(m => m.Line.AmountCents),
            news.Where(m => m.IsPagoPa && m.Line.AmountCents > 0).Sum(m => m.Line.AmountCents),
            reading.Lines.Min(l => l.AccountingDate), reading.Lines.Max(l => l.AccountingDate),
            Json(reading.Rejected.Take(LinesListedMax)), Json(duplicates.Take(LinesListedMax)), clock.GetUtcNow());

    private static NpgsqlParameter Json<T>(T value) => new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>In a transaction of its own: the one of the request is about to be rolled back.</summary>
    private async Task KeepRefusedAsync(byte[] content, string fileName, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(session.Organization, ct);
        var message = await scope.Get<InboundMessages>().StoreAsync(Kind, "text/csv", content, fileName, "upload", ct);
        await scope.Session.ExecuteAsync("UPDATE inbound_messages SET outcome = 'refused' WHERE organization_id = $1 AND message_id = $2", ct, session.Organization, message);
        await scope.CommitAsync(ct);
    }

    /// <summary>With the lines that were almost movements, so that the caller sees which column or day is wrong.</summary>
    private static ApiError NoMovements(StatementUpload upload, StatementReading reading) =>
        ApiError.Invalid(
        [
            new("body", "no-movements", $"has no line with a date in column {upload.DateColumn} and an amount in column {upload.AmountColumn}",
                "Count the columns from 1, and check the separator and the first row when you give them."),
            .. reading.Rejected.Take(LinesInRefusalMax).Select(l => new FieldError(l.Field, l.Code, $"line {l.LineNumber}: {l.Message}", l.Remedy)),
        ]) with
        { Code = "no-movements", Title = "No movement could be read" };
}
