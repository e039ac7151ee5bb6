using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using FluentValidation;
using Microsoft.AspNetCore.Mvc;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Flows.Checking;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.RawStore;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

public sealed record FlowUpload
{
    [FromQuery(Name = "fileName"), DisplayFormat(ConvertEmptyStringToNull = false)]
    public string? FileName { get; init; }

    [FromQuery(Name = "serviceCode")]
    public string? ServiceCode { get; init; }

    [FromQuery(Name = "description"), Printed]
    public string? Description { get; init; }

    [FromQuery(Name = "defaultDueDate")]
    public DateOnly? DefaultDueDate { get; init; }

    [FromQuery(Name = "validUntil")]
    public DateOnly? ValidUntil { get; init; }

    [FromQuery(Name = "openEnded")]
    public bool OpenEnded { get; init; }

    [FromQuery(Name = "groupByDebtor")]
    public bool GroupByDebtor { get; init; }

    [FromQuery(Name = "commonDescription"), Printed]
    public string? CommonDescription { get; init; }

    [FromQuery(Name = "unitCode")]
    public string? UnitCode { get; init; }

    [FromQuery(Name = "encoding")]
    public string? Encoding { get; init; }

    [FromQuery(Name = "externalId")]
    public string? ExternalId { get; init; }

    public FlowParameters ToParameters() =>
        new()
        {
            ServiceCode = ServiceCode,
            Description = Description,
            DefaultDueDate = DefaultDueDate,
            ValidUntil = ValidUntil,
            OpenEnded = OpenEnded,
            GroupByDebtor = GroupByDebtor,
            CommonDescription = CommonDescription,
            UnitCode = UnitCode,
            Encoding = Encoding,
        };
}

public sealed class FlowUploadValidator : AbstractValidator<FlowUpload>
{
    public FlowUploadValidator()
    {
        RuleFor(x => x.FileName).Length(1, 200);
        RuleFor(x => x.ExternalId).Length(1, 128);
        RuleFor(x => x.ServiceCode).MustBeCode();
        RuleFor(x => x.UnitCode).MustBeCode();
        RuleFor(x => x.Description).IsTextUpTo(140);
        RuleFor(x => x.CommonDescription).IsTextUpTo(140);
        RuleFor(x => x.Encoding).MustBeEncoding();
    }
}

/// <summary>Keeps the file as it came, then the flow and the job that checks it: all three or none.</summary>
public sealed class UploadFlowHandler(
    TenantSession session,
    InboundMessages messages,
    FlowReferenceQueries references,
    JobQueue jobs,
    FlowEventWriter events,
    TimeProvider clock
)
{
    public async Task<Outcome<Created<FlowModel>>> RunAsync(FlowUpload upload, SpooledUpload file, CancellationToken ct)
    {
        if (await references.CheckAsync(upload.UnitCode, upload.ServiceCode, ct) is { } unknown)
            return unknown;
        // Two uploads of one file at the same moment: the second waits here and then finds the first.
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            ct,
            $"flow/{session.Organization}/{upload.ExternalId}"
        );
        await session.ExecuteAsync(
            "SELECT pg_advisory_xact_lock(hashtextextended($1, 0))",
            ct,
            $"flow/{session.Organization}/{Convert.ToHexString(file.Sha256)}"
        );
        if (await FindSameAsync(upload.ExternalId, file.Sha256, ct) is { } same)
            return !same.Sha256.AsSpan().SequenceEqual(file.Sha256)
                ? ExternalIdTaken(same)
                : new Created<FlowModel>(same.ToModel(clock.GetUtcNow(), isDuplicate: true), IsNew: false);
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var fileName = file.NameOr(upload.FileName);
        await using var content = file.OpenRead();
        var message = await messages.StoreAsync("flow", file.MediaType, content, file.Sha256, fileName, "api", ct);
        await session.ExecuteAsync(
            """
            INSERT INTO flows (organization_id, flow_id, external_id, message_id, file_name, file_sha256, size_bytes, state, parameters,
                created_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            ct,
            session.Organization,
            id,
            upload.ExternalId,
            message,
            fileName,
            file.Sha256,
            file.Length,
            StateText.Of(FlowState.Received),
            Json(upload.ToParameters()),
            clock.GetUtcNow()
        );
        await jobs.EnqueueAsync(ValidateFlow.Kind, new FlowJob(id), id.ToString("N"), ct, lane: FlowLane.OfFile(file.Length));
        var flow = await events.EmitAsync(id, f => new FlowReceived(f), ct);
        return new Created<FlowModel>(flow.ToModel(clock.GetUtcNow()), IsNew: true);
    }

    public static NpgsqlParameter Json<T>(T value) =>
        new() { Value = JsonSerializer.Serialize(value, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };

    /// <summary>
    /// A flow given up before anything was made of it does not stand in the way of its file; its external id stays taken. The index
    /// flows_file says the same.
    /// </summary>
    private async Task<FlowRecord?> FindSameAsync(string? externalId, byte[] sha256, CancellationToken ct) =>
        await FindByAsync("external_id = $2", externalId, ct)
        ?? await FindByAsync(
            "file_sha256 = $2 AND (state NOT IN ('cancelled', 'failed') OR (state = 'failed' AND confirmed_at IS NOT NULL) OR "
                + "rows_generated > 0)",
            sha256,
            ct
        );

    private async Task<FlowRecord?> FindByAsync(string condition, object? value, CancellationToken ct) =>
        value is null
            ? null
            : (
                await session.QueryAsync(
                    $"SELECT {FlowRecord.Columns} FROM flows WHERE organization_id = $1 AND {condition}",
                    FlowRecord.Read,
                    ct,
                    session.Organization,
                    value
                )
            ).SingleOrDefault();

    private static ApiError ExternalIdTaken(FlowRecord flow) =>
        ApiError.Conflict(
            "external-id-taken",
            FlowsTexts.ExternalIdTaken,
            FlowsTexts.GiveOwnExternalId.With(flow.PublicId, flow.FileName, StateText.Of(flow.State), flow.ExternalId)
        );
}

/// <summary>What the jobs of a flow carry.</summary>
public sealed record FlowJob(Guid FlowId);
