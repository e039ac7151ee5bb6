using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.AcaNotices;

/// <summary>How the archive and a notice stand.</summary>
public enum AcaNoticeState
{
    ToLoad,
    Loaded,
    Withdrawn,
    Refused,
}

public sealed record AcaNoticeModel
{
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required string PositionId { get; init; }
    public required string InstalmentId { get; init; }
    public required AcaNoticeState State { get; init; }
    public required long AmountCents { get; init; }
    public long? ToldAmountCents { get; init; }
    public DateTimeOffset? ToldAt { get; init; }
    public DateTimeOffset? WaitingSince { get; init; }
    public required int Attempts { get; init; }
    public Failure? Failure { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
}
