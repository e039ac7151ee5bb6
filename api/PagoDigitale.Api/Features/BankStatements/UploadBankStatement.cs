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
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The raw file first, then its movements: those an earlier statement brought already are counted and left alone.</summary>
public sealed class UploadBankStatementHandler(
    TenantSession session, TenantScopes tenants, InboundMessages inbound, MovementWriter movements, BankStatementQueries queries,
    AutomaticReconciliationWriter automatic, EventLog events, TimeProvider clock)
{
    private const string Kind = "bank-statement";
    private const int RejectedLinesMax = 100;

    public async Task<Outcome<Created<BankStatementModel>>> RunAsync(StatementUpload upload, SpooledUpload file, CancellationToken ct)
    {
        await ReconciliationLock.TakeAsync(session, ct);
        if (await FindAsync(file.Sha256, ct) is { } existing)
            return new Created<BankStatementModel>((await queries.FindAsync(existing, ct))! with { IsDuplicate = true }, false);
        var content = await file.ReadAllAsync(ct);
        var reading = StatementReader.Read(content, upload);
        if (reading.Mapping is null || reading.Lines.Count == 0)
        {
            await KeepRefusedAsync(content, upload.FileName, ct);
            return NoMovements(upload);
        }
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var message = await inbound.StoreAsync(Kind, file.MediaType, content, upload.FileName, "upload", ct);
        var drafts = MovementDraft.Of(reading.Lines, await KnownFlowsAsync(ct));
        var news = await movements.NewOnesAsync(drafts, ct);
        await InsertAsync(id, message, upload, file.Sha256, reading, drafts.Count - news.Count, news, ct);
        await movements.InsertAsync(id, news, ct);
        await events.EmitAsync("bank-statement.loaded", "bank-statement", PublicId.Format("bst", id),
            new { movements = news.Count, pagoPa = news.Count(m => m.IsPagoPa), rejected = reading.Rejected.Count }, ct);
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
        Guid id, Guid message, StatementUpload upload, byte[] sha256, StatementReading reading, int duplicates, List<MovementDraft> news, CancellationToken ct) =>
        session.ExecuteAsync("""
            INSERT INTO bank_statements (organization_id, statement_id, message_id, file_name, file_sha256, account_iban, mapping, lines_count, movements_count,
                duplicates_count, pago_pa_count, rejected_count, credits_cents, debits_cents, pago_pa_cents, first_date, last_date, rejected_lines, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
            """, ct,
            session.Organization, id, message, upload.FileName, sha256, upload.AccountIban, Json(reading.Mapping!),
            reading.Lines.Count + reading.Rejected.Count, news.Count, duplicates, news.Count(m => m.IsPagoPa), reading.Rejected.Count,
            news.Where(m => m.Line.AmountCents > 0).Sum(m => m.Line.AmountCents),
            -news.Where(m => m.Line.AmountCents < 0).Sum(m => m.Line.AmountCents),
            news.Where(m => m.IsPagoPa && m.Line.AmountCents > 0).Sum(m => m.Line.AmountCents),
            reading.Lines.Min(l => l.AccountingDate), reading.Lines.Max(l => l.AccountingDate),
            Json(reading.Rejected.Take(RejectedLinesMax)), clock.GetUtcNow());

    private static NpgsqlParameter Json<T>(T value) => new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>In a transaction of its own: the one of the request is about to be rolled back.</summary>
    private async Task KeepRefusedAsync(byte[] content, string fileName, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(session.Organization, ct);
        var message = await scope.Get<InboundMessages>().StoreAsync(Kind, "text/csv", content, fileName, "upload", ct);
        await scope.Session.ExecuteAsync("UPDATE inbound_messages SET outcome = 'refused' WHERE organization_id = $1 AND message_id = $2", ct, session.Organization, message);
        await scope.CommitAsync(ct);
    }

    private static ApiError NoMovements(StatementUpload upload) =>
        ApiError.Invalid(new FieldError("body", "no-movements", $"has no line with a date in column {upload.DateColumn} and an amount in column {upload.AmountColumn}",
            "Count the columns from 1, and check the separator and the first row when you give them.")) with
        { Code = "no-movements", Title = "No movement could be read" };
}
