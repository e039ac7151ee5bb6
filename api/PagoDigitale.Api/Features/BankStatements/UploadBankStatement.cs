using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record StatementUpload : StatementParameters
{
    [FromQuery(Name = "fileName"), MinLength(1), MaxLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }

    [FromQuery(Name = "dateColumn"), BindRequired, Range(1, ColumnMax)]
    public int DateColumn { get; init; }

    [FromQuery(Name = "amountColumn"), BindRequired, Range(1, ColumnMax)]
    public int AmountColumn { get; init; }

    [FromQuery(Name = "descriptionColumn"), BindRequired, Range(1, ColumnMax)]
    public int DescriptionColumn { get; init; }

    internal override (int? Date, int? Amount, int? Description) Named() => (DateColumn, AmountColumn, DescriptionColumn);
}

public sealed class StatementUploadValidator : StatementParametersValidator<StatementUpload>;

/// <summary>
/// The raw file first, then its movements: those an earlier statement brought already are counted and left alone. The file
/// is read, and its movements copied into a table of the transaction, before the lock: what makes others wait is one
/// statement for all that is new.
/// </summary>
public sealed class UploadBankStatementHandler(
    TenantSession session,
    TenantScopes tenants,
    InboundMessages inbound,
    StatementReading reading,
    KnownMovementQueries known,
    MovementWriter movements,
    BankStatementRows rows,
    ILateFacts late,
    RefusedMessageWriter refused,
    EventLog events,
    TimeProvider clock
)
{
    private const string Kind = "bank-statement";
    private const string Source = "upload";
    private const int BeginningLength = 64 * 1024;

    public async Task<Outcome<Created<BankStatementModel>>> RunAsync(StatementUpload upload, SpooledUpload file, CancellationToken ct)
    {
        if (await FindAsync(file.Sha256, ct) is { } existing)
            return new Created<BankStatementModel>((await rows.FindAsync(existing, ct))! with { IsDuplicate = true }, false);
        var found = await reading.ReadAsync(upload, file, ct);
        if (found.Error is { } refusal)
        {
            await KeepRefusedAsync(refusal, file, file.NameOr(upload.FileName), ct);
            return refusal;
        }
        var (layout, staged) = found.Value!;
        var message = await StoreAsync(inbound, file, file.NameOr(upload.FileName), ct);
        await ReconciliationLock.TakeOrBeBusyAsync(session, ct);
        if (await FindAsync(file.Sha256, ct) is { } meanwhile)
        {
            await inbound.ForgetAsync(message, ct);
            return new Created<BankStatementModel>((await rows.FindAsync(meanwhile, ct))! with { IsDuplicate = true }, false);
        }
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var sorted = await known.SortAsync(upload.AccountIban, ct);
        await InsertAsync(id, message, upload, file, layout, staged, sorted, ct);
        await movements.InsertAsync(id, ct);
        await refused.SettleAsync(Source, await BeginningAsync(file, ct), PublicId.Format("bst", id), ct);
        var loaded = (await rows.FindAsync(id, ct))!;
        await events.EmitAsync(new BankStatementLoaded(loaded), ct);
        await late.AskAsync(ct);
        return new Created<BankStatementModel>(loaded, true);
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
            BankStatementsTexts.FileIsWrong.With(refusal.Fields[0].Message),
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
}
