using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.MissingReceipts;

/// <summary>What became of a payment whose receipt had not come.</summary>
public enum MissingReceiptState
{
    Missing,
    Received,
    Refused,
    GivenUp,
    Withdrawn,
}

public sealed record MissingReceiptModel
{
    public required string Id { get; init; }
    public required string Iur { get; init; }
    public required string Iuv { get; init; }
    public string? NoticeNumber { get; init; }
    public string? PositionId { get; init; }
    public required string PspId { get; init; }
    public required int OutcomeCode { get; init; }
    public required long AmountCents { get; init; }
    public required DateOnly PaidOn { get; init; }
    public required int AgeDays { get; init; }
    public required DateTimeOffset ToldAt { get; init; }
    public string? RendicontazioneId { get; init; }
    public required MissingReceiptState State { get; init; }
    public required int Attempts { get; init; }
    public Failure? Failure { get; init; }
    public DateTimeOffset? NextAttemptAt { get; init; }
    public string? ReceiptId { get; init; }
    public DateTimeOffset? SettledAt { get; init; }
}
