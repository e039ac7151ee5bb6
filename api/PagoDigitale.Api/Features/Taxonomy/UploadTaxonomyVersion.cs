using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Taxonomy;

public sealed record TaxonomyUpload
{
    [FromQuery(Name = "fileName"), MinLength(1), MaxLength(200), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }

    [FromQuery(Name = "isFull")]
    public bool IsFull { get; init; } = true;

    [FromQuery(Name = "dryRun")]
    public bool DryRun { get; init; }

    [FromQuery(Name = "force")]
    public bool Force { get; init; }
}

/// <summary>
/// Puts the published list in force. A dry run does the same and takes it back, so that its answer is what would be. A full list
/// closes what it does not have: it is not taken while something of it looks lost on the way, unless somebody says so.
/// </summary>
public sealed class UploadTaxonomyVersionHandler(
    TenantSession session,
    TaxonomyVersionRows versions,
    TaxonomyCodeRows codes,
    InboundMessages messages,
    ITaxonomyUse use,
    EventLog events,
    TimeProvider clock
)
{
    private const string DryRun = "taxonomy_dry_run";
    private const int ErrorsMax = 20;
    private const int CodesMax = 5;

    public async Task<Outcome<Created<TaxonomyVersionModel>>> RunAsync(TaxonomyUpload upload, SpooledUpload file, CancellationToken ct)
    {
        // One after the other: each is compared with what the one before put in force.
        await session.ExecuteAsync("SELECT pg_advisory_xact_lock(hashtextextended('taxonomy', 0))", ct);
        if (
            await versions.CurrentAsync(ct) is { } current
            && current.IsFull == upload.IsFull
            && current.Sha256 == Convert.ToHexStringLower(file.Sha256)
        )
            return new Created<TaxonomyVersionModel>(current, IsNew: false);
        return await LoadAsync(upload, file, ct);
    }

    public async Task<Outcome<TaxonomyVersionModel>> TryAsync(TaxonomyUpload upload, SpooledUpload file, CancellationToken ct)
    {
        await session.Transaction.SaveAsync(DryRun, ct);
        var loaded = await LoadAsync(upload with { Force = true }, file, ct);
        await session.Transaction.RollbackAsync(DryRun, ct);
        return loaded.Error is { } error ? error : loaded.Value!.Value with { Id = null, LoadedAt = null, IsCurrent = false };
    }

    private async Task<Outcome<Created<TaxonomyVersionModel>>> LoadAsync(TaxonomyUpload upload, SpooledUpload file, CancellationToken ct)
    {
        var content = await file.ReadAllAsync(ct);
        var read = TaxonomyFile.Read(content);
        if (read.Error is { } unreadable)
            return unreadable;
        var list = read.Value!;
        var before = await versions.CurrentAsync(ct);
        var change = TaxonomyChange.Of(await codes.AllInForceAsync(ct), list, upload.IsFull);
        if (upload is { IsFull: true, Force: false } && Refusal(list, change) is { } refusal)
            return refusal;
        await StoreAsync(upload, file, content, list, change, upload.IsFull || before is { IsComplete: true }, ct);
        var loaded = (await versions.CurrentAsync(ct))!;
        await events.EmitAsync(new TaxonomyLoaded(loaded.Id!, loaded.FileName, loaded.Edition, loaded.Counts.Codes, loaded.IsComplete), ct);
        return new Created<TaxonomyVersionModel>(loaded, IsNew: true);
    }

    private async Task StoreAsync(
        TaxonomyUpload upload,
        SpooledUpload file,
        byte[] content,
        TaxonomyList list,
        TaxonomyChange change,
        bool isComplete,
        CancellationToken ct
    )
    {
        var (now, fileName) = (clock.GetUtcNow(), file.NameOr(upload.FileName));
        var today = RomeTime.LegalDate(now);
        var valid = change.ValidOn(today);
        var concerned = await use.OutsideAsync(valid, ct);
        var id = Guid.CreateVersion7(now);
        var message = await messages.StoreAsync("taxonomy", file.MediaType, content, fileName, "upload", ct);
        await session.ExecuteAsync(
            """
            INSERT INTO taxonomy_versions (version_id, message_id, file_name, file_sha256, size_bytes, edition, is_full, is_complete,
                counts, concerned, problems, loaded_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            ct,
            id,
            message,
            fileName,
            file.Sha256,
            file.Length,
            list.Edition,
            upload.IsFull,
            isComplete,
            Json(change.Counts(list, valid.Length)),
            Json(concerned),
            Json(list.Problems),
            now
        );
        await InsertCodesAsync(id, change.InForce, ct);
    }

    private static ApiError? Refusal(TaxonomyList list, TaxonomyChange change)
    {
        if (list.RowsRejected > 0)
            return ApiError.Invalid([
                .. list.Problems.Take(ErrorsMax).Select(p => new FieldError($"file[{p.Row}].{p.Field}", p.Code, p.Message, p.Remedy)),
            ]) with
            {
                Code = "taxonomy-rows-rejected",
                Title = TaxonomyTexts.RowsRejected,
                Detail = TaxonomyTexts.RowsWouldEnd.With(list.RowsRejected, list.RowsRead),
            };
        return change.Missing.Count == 0
            ? null
            : ApiError.Conflict(
                "taxonomy-codes-missing",
                TaxonomyTexts.CodesMissing,
                TaxonomyTexts.CodesAreMissing.With(
                    change.Missing.Count,
                    change.Missing.Count > CodesMax ? change.Missing.Take(CodesMax).Append("…") : change.Missing
                )
            );
    }

    private Task InsertCodesAsync(Guid version, IReadOnlyList<TaxonomyRow> rows, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            INSERT INTO taxonomy_codes (version_id, code, valid_from, valid_to, name, description, organization_type, macro_area, edition)
            SELECT $1, * FROM unnest($2::text[], $3::date[], $4::date[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[])
            """,
            ct,
            version,
            Column(rows, r => r.Code),
            Column(rows, r => r.ValidFrom),
            Column(rows, r => r.ValidTo),
            Column(rows, r => r.Name),
            Column(rows, r => r.Description),
            Column(rows, r => r.OrganizationType),
            Column(rows, r => r.MacroArea),
            Column(rows, r => r.Edition)
        );

    private static T[] Column<T>(IReadOnlyList<TaxonomyRow> rows, Func<TaxonomyRow, T> of) => [.. rows.Select(of)];

    private static NpgsqlParameter Json<T>(T value) =>
        new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
