using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Remittance;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>
/// The raw file first, then its movements: those an earlier statement brought already are counted and left alone. The file
/// is read, and its movements copied into a table of the transaction, before the lock: what makes others wait is one
/// statement for all that is new.
/// </summary>
public sealed class UploadBankStatementHandler(
    TenantSession session,
    TenantScopes tenants,
    InboundMessages inbound,
    StagedLineWriter staging,
    KnownMovementQueries known,
    MovementWriter movements,
    BankStatementQueries queries,
    ILateFacts late,
    RefusedMessageWriter refused,
    EventLog events,
    TimeProvider clock
)
{
    private const string Kind = "bank-statement";
    private const string Source = "upload";
    private const int LinesInRefusalMax = 10;
    private const int BeginningLength = 64 * 1024;

    /// <summary>A file of a hundred mebibytes has a million lines.</summary>
    private const int StatementSeconds = 600;

    public async Task<Outcome<Created<BankStatementModel>>> RunAsync(StatementUpload upload, SpooledUpload file, CancellationToken ct)
    {
        if (await FindAsync(file.Sha256, ct) is { } existing)
            return new Created<BankStatementModel>((await queries.FindAsync(existing, ct))! with { IsDuplicate = true }, false);
        if (NoText(file) is { } binary)
        {
            await KeepRefusedAsync(binary, file, file.NameOr(upload.FileName), ct);
            return binary;
        }
        session.CommandTimeout = StatementSeconds;
        var reader = new StatementReader(file.OpenRead, upload, RomeTime.LegalDate(clock.GetUtcNow()));
        var layout = reader.Recognise();
        if (layout is not null && reader.MoneyOutAsAmount(layout) is { } wrongColumn)
        {
            var wrong = ApiError.Invalid([wrongColumn]);
            await KeepRefusedAsync(wrong, file, file.NameOr(upload.FileName), ct);
            return wrong;
        }
        var staged = layout is null ? null : await staging.StageAsync(reader.Read(layout), await KnownFlowsAsync(ct), ct);
        if (staged is not { Movements: > 0 })
        {
            var refusal = NoMovements(upload, staged?.RejectedLines ?? []);
            await KeepRefusedAsync(refusal, file, file.NameOr(upload.FileName), ct);
            return refusal;
        }
        var message = await StoreAsync(inbound, file, file.NameOr(upload.FileName), ct);
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await FindAsync(file.Sha256, ct) is { } meanwhile)
        {
            await inbound.ForgetAsync(message, ct);
            return new Created<BankStatementModel>((await queries.FindAsync(meanwhile, ct))! with { IsDuplicate = true }, false);
        }
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var sorted = await known.SortAsync(upload.AccountIban, ct);
        await InsertAsync(id, message, upload, file, layout!, staged, sorted, ct);
        await movements.InsertAsync(id, ct);
        await refused.SettleAsync(Source, await BeginningAsync(file, ct), PublicId.Format("bst", id), ct);
        await events.EmitAsync(
            "bank-statement.loaded",
            "bank-statement",
            PublicId.Format("bst", id),
            new
            {
                movements = sorted.News,
                duplicates = sorted.Duplicates,
                pagoPa = sorted.PagoPa,
                rejected = staged.Rejected,
            },
            ct
        );
        await late.AskAsync(ct);
        return new Created<BankStatementModel>((await queries.FindAsync(id, ct))!, true);
    }

    /// <summary>The same without keeping anything, and with the first movements as they would be.</summary>
    public async Task<Outcome<StatementPreview>> PreviewAsync(StatementToPreview upload, SpooledUpload file, CancellationToken ct)
    {
        if (NoText(file) is { } binary)
            return binary;
        session.CommandTimeout = StatementSeconds;
        var reader = new StatementReader(file.OpenRead, upload, RomeTime.LegalDate(clock.GetUtcNow()));
        var layout = reader.Recognise();
        if (layout is not null && reader.MoneyOutAsAmount(layout) is { } wrongColumn)
            return ApiError.Invalid([wrongColumn]);
        var staged = layout is null ? null : await staging.StageAsync(reader.Read(layout), await KnownFlowsAsync(ct), ct);
        if (staged is not { Movements: > 0 })
            return NoMovements(upload, staged?.RejectedLines ?? []);
        var sorted = await known.SortAsync(upload.AccountIban, ct);
        return new StatementPreview
        {
            Mapping = layout!.ToMapping(upload.AccountIban),
            Counts = new()
            {
                Lines = staged.Movements + staged.Rejected,
                Movements = sorted.News,
                Duplicates = sorted.Duplicates,
                PagoPa = sorted.PagoPa,
                Others = sorted.News - sorted.PagoPa,
                Rejected = staged.Rejected,
                Matched = 0,
            },
            Amounts = new()
            {
                CreditsCents = sorted.CreditsCents,
                DebitsCents = sorted.DebitsCents,
                PagoPaCents = sorted.PagoPaCents,
            },
            RejectedLines = staged.RejectedLines,
            DuplicateLines = sorted.DuplicateLines,
            Movements = await session.QueryAsync(
                $"""
                SELECT line_number, accounting_date, value_date, amount_cents, description, provvisorio, is_pago_pa FROM staged_lines
                    ORDER BY line_number LIMIT {StatementPreview.MovementsMax}
                """,
                r => new PreviewedMovement
                {
                    LineNumber = r.GetInt32(0),
                    AccountingDate = r.GetFieldValue<DateOnly>(1),
                    ValueDate = r.IsDBNull(2) ? null : r.GetFieldValue<DateOnly>(2),
                    AmountCents = r.GetInt64(3),
                    Description = r.GetString(4),
                    Provvisorio = r.IsDBNull(5) ? null : r.GetString(5),
                    IsPagoPa = r.GetBoolean(6),
                },
                ct
            ),
        };
    }

    private static ApiError? NoText(SpooledUpload file)
    {
        using var content = file.OpenRead();
        return StatementFile.NoText(content);
    }

    private async Task<Guid?> FindAsync(byte[] sha256, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            "SELECT statement_id FROM bank_statements WHERE organization_id = $1 AND file_sha256 = $2 AND withdrawn_at IS NULL",
            r => r.GetGuid(0),
            ct,
            session.Organization,
            sha256
        );
        return found.Count == 0 ? null : found[0];
    }

    private async Task<FlowIdSet> KnownFlowsAsync(CancellationToken ct) =>
        new(
            await session.QueryAsync(
                "SELECT flow_id FROM door.rendicontazioni WHERE organization_id = $1 AND state <> 'superseded'",
                r => r.GetString(0),
                ct,
                session.Organization
            )
        );

    private Task<int> InsertAsync(
        Guid id,
        Guid message,
        StatementUpload upload,
        SpooledUpload file,
        StatementLayout layout,
        StagedStatement staged,
        SortedLines sorted,
        CancellationToken ct
    ) =>
        session.ExecuteAsync(
            """
            INSERT INTO bank_statements (organization_id, statement_id, message_id, file_name, file_sha256, account_iban, mapping,
                lines_count, movements_count,
                duplicates_count, pago_pa_count, rejected_count, credits_cents, debits_cents, pago_pa_cents, first_date, last_date,
                    rejected_lines, duplicate_lines, created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            """,
            ct,
            session.Organization,
            id,
            message,
            file.NameOr(upload.FileName),
            file.Sha256,
            upload.AccountIban,
            Json(layout.ToMapping(upload.AccountIban)),
            staged.Movements + staged.Rejected,
            sorted.News,
            sorted.Duplicates,
            sorted.PagoPa,
            staged.Rejected,
            sorted.CreditsCents,
            sorted.DebitsCents,
            sorted.PagoPaCents,
            staged.FirstDate,
            staged.LastDate,
            Json(staged.RejectedLines),
            Json(sorted.DuplicateLines),
            clock.GetUtcNow()
        );

    private static async Task<Guid> StoreAsync(InboundMessages messages, SpooledUpload file, string fileName, CancellationToken ct)
    {
        await using var content = file.OpenRead();
        return await messages.StoreAsync(Kind, file.MediaType, content, file.Sha256, fileName, Source, ct);
    }

    private static NpgsqlParameter Json<T>(T value) =>
        new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>
    /// In a transaction of its own: the one of the request is about to be rolled back. The beginning of a large file is enough to
    /// see what it is, and who sends the same one every night fills no disk.
    /// </summary>
    private async Task KeepRefusedAsync(ApiError refusal, SpooledUpload file, string fileName, CancellationToken ct)
    {
        await using var scope = await tenants.OpenAsync(session.Organization, ct);
        var message = new RefusedMessage(
            RefusedMessageKind.BankStatement,
            null,
            refusal.Code,
            refusal.Fields[0].Message,
            Source,
            file.MediaType,
            await BeginningAsync(file, ct)
        )
        {
            RawKind = Kind,
            FileName = fileName,
            WholeBytes = file.Length > BeginningLength ? file.Length : null,
        };
        if (await scope.Get<RefusedMessageWriter>().KeepAsync(message, null, ct) is not null)
            await scope.CommitAsync(ct);
    }

    private static async Task<byte[]> BeginningAsync(SpooledUpload file, CancellationToken ct)
    {
        await using var content = file.OpenRead();
        var beginning = new byte[Math.Min(file.Length, BeginningLength)];
        await content.ReadExactlyAsync(beginning, ct);
        return beginning;
    }

    /// <summary>With the lines that were almost movements, so that the caller sees which column or day is wrong.</summary>
    private static ApiError NoMovements(StatementParameters upload, IReadOnlyList<RejectedLine> rejected) =>
        ApiError.Invalid([
            StatementColumns.Given(upload) is { } columns
                ? new(
                    "body",
                    "no-movements",
                    $"has no line with a date in column {columns.Date} and an amount in column {columns.Amount}",
                    "Count the columns from 1, and check the separator and the first row when you give them."
                )
                : new(
                    "body",
                    "columns-unrecognised",
                    "has no headings that say where date, amount and description are, or no movement below them",
                    "Send dateColumn, amountColumn and descriptionColumn, counting from 1."
                ),
            .. rejected.Take(LinesInRefusalMax).Select(l => new FieldError(l.Field, l.Code, $"line {l.LineNumber}: {l.Message}", l.Remedy)),
        ]) with
        {
            Code = "no-movements",
            Title = "No movement could be read",
        };
}
