using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReceiptArchives;

public enum ReceiptArchiveState
{
    Received,
    Completed,
}

/// <summary>What became of a file.</summary>
public enum ReceiptFileOutcome
{
    Taken,
    AlreadyHere,
    Refused,
}

public sealed record ReceiptArchiveModel
{
    public required string Id { get; init; }
    public required string FileName { get; init; }
    public required long SizeBytes { get; init; }
    public required ReceiptArchiveState State { get; init; }
    public required ReceiptArchiveCounts Counts { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }
}

public sealed record ReceiptArchiveCounts(int Files, int Taken, int AlreadyHere, int Refused);

public sealed record ReceiptArchiveFileModel
{
    public required int Index { get; init; }
    public required string FileName { get; init; }
    public required ReceiptFileOutcome Outcome { get; init; }
    public string? ReceiptId { get; init; }
    public Failure? Failure { get; init; }
}
