namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>A receipt, beside what it paid.</summary>
public sealed record ReceiptSummary
{
    public required string Id { get; init; }
    public required string Iur { get; init; }
    public required string NoticeNumber { get; init; }
    public required long AmountCents { get; init; }
    public required DateTimeOffset PaidAt { get; init; }
    public required string PspId { get; init; }
    public required string Classification { get; init; }
}

/// <summary>Answered by <c>Receipts</c>, which stands above positions.</summary>
public interface IReceiptsOfPositions
{
    /// <summary>In one question for all of them; the earliest first.</summary>
    Task<ILookup<Guid, ReceiptSummary>> OfAsync(Guid[] positions, CancellationToken ct);
}
