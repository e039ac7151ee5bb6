using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>A row of <c>flows</c>.</summary>
public sealed record FlowRecord : IVersioned
{
    public const string IdPrefix = "flw";

    public const string Columns = """
        flow_id, external_id, message_id, file_name, file_sha256, size_bytes, state, parameters::text, columns, delimiter,
        rows_total, rows_valid, rows_rejected, rows_excluded, rows_generated, valid_cents, rejected_cents, excluded_cents, generated_cents,
        processed_rows, failure::text, version, created_at, started_at, validated_at, confirmed_at, completed_at, rows_warned,
            warnings::text
        """;

    public required Guid Id { get; init; }
    public string? ExternalId { get; init; }
    public required Guid MessageId { get; init; }
    public required string FileName { get; init; }
    public required byte[] Sha256 { get; init; }
    public required long SizeBytes { get; init; }
    public required FlowState State { get; init; }
    public required FlowParameters Parameters { get; init; }
    public string[]? FileColumns { get; init; }
    public required string Delimiter { get; init; }
    public required FlowCounts Counts { get; init; }
    public required FlowAmounts Amounts { get; init; }
    public required int ProcessedRows { get; init; }
    public Failure? Failure { get; init; }
    public IReadOnlyList<FlowWarning> Warnings { get; init; } = [];
    public required long Version { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? ValidatedAt { get; init; }
    public DateTimeOffset? ConfirmedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    public string PublicId => Core.Identifiers.PublicId.Format(IdPrefix, Id);

    public static FlowRecord Read(NpgsqlDataReader r) =>
        new()
        {
            Id = r.GetGuid(0),
            ExternalId = r.IsDBNull(1) ? null : r.GetString(1),
            MessageId = r.GetGuid(2),
            FileName = r.GetString(3),
            Sha256 = r.GetFieldValue<byte[]>(4),
            SizeBytes = r.GetInt64(5),
            State = StateText.Parse<FlowState>(r.GetString(6)),
            Parameters = JsonSerializer.Deserialize<FlowParameters>(r.GetString(7), ApiJson.Options)!,
            FileColumns = r.IsDBNull(8) ? null : r.GetFieldValue<string[]>(8),
            Delimiter = r.GetString(9),
            Counts = new()
            {
                Rows = r.GetInt32(10),
                Valid = r.GetInt32(11),
                Rejected = r.GetInt32(12),
                Excluded = r.GetInt32(13),
                Generated = r.GetInt32(14),
                Warned = r.GetInt32(27),
            },
            Amounts = new()
            {
                ValidCents = r.GetInt64(15),
                RejectedCents = r.GetInt64(16),
                ExcludedCents = r.GetInt64(17),
                GeneratedCents = r.GetInt64(18),
            },
            ProcessedRows = r.GetInt32(19),
            Failure = r.IsDBNull(20) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(20), ApiJson.Options),
            Version = r.GetInt32(21),
            CreatedAt = r.GetFieldValue<DateTimeOffset>(22),
            StartedAt = Instant(r, 23),
            ValidatedAt = Instant(r, 24),
            ConfirmedAt = Instant(r, 25),
            CompletedAt = Instant(r, 26),
            Warnings = r.IsDBNull(28) ? [] : JsonSerializer.Deserialize<List<FlowWarning>>(r.GetString(28), ApiJson.Options)!,
        };

    public FlowModel ToModel(DateTimeOffset now, bool isDuplicate = false) =>
        new()
        {
            Id = PublicId,
            FileName = FileName,
            FileSha256 = Convert.ToHexStringLower(Sha256),
            SizeBytes = SizeBytes,
            ExternalId = ExternalId,
            State = State,
            IsDuplicate = isDuplicate,
            Parameters = Parameters,
            Counts = Counts,
            Amounts = Amounts,
            Progress = Progress(now),
            Failure = Failure,
            Warnings = Warnings,
            CreatedAt = CreatedAt,
            ValidatedAt = ValidatedAt,
            ConfirmedAt = ConfirmedAt,
            CompletedAt = CompletedAt,
            Version = Version,
        };

    /// <summary>While rows are being read their number is estimated from the bytes read, so the last percent waits for the end.</summary>
    private FlowProgress Progress(DateTimeOffset now)
    {
        var isRunning = State is FlowState.Validating or FlowState.Generating;
        var (done, total) = State switch
        {
            FlowState.Generating => (Counts.Generated, Counts.Generated + Counts.Valid),
            FlowState.Ready or FlowState.Completed or FlowState.CompletedWithRejects => (Counts.Rows, Counts.Rows),
            _ => (ProcessedRows, Math.Max(Counts.Rows, ProcessedRows)),
        };
        var percent = total == 0 ? 0 : (int)(100L * done / total);
        return new()
        {
            ProcessedRows = done,
            TotalRows = total,
            Percent = isRunning ? Math.Min(percent, 99) : percent,
            EstimatedCompletionAt =
                isRunning && done > 0 && StartedAt is { } started ? now + (now - started) * ((double)(total - done) / done) : null,
        };
    }

    private static DateTimeOffset? Instant(NpgsqlDataReader r, int column) =>
        r.IsDBNull(column) ? null : r.GetFieldValue<DateTimeOffset>(column);
}
