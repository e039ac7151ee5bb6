namespace PagoDigitale.Api.Features.Reversali;

public sealed record ReversaleModel
{
    public required string Id { get; init; }
    public required int Year { get; init; }
    public required int Number { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public required long AmountCents { get; init; }
    public required string Counterpart { get; init; }
    public string? CollectionAccount { get; init; }
    public string? Provvisorio { get; init; }
    public required string FlussoId { get; init; }
    public string? MovementId { get; init; }
    public required IReadOnlyList<ReversaleMovement> Movements { get; init; }
    public required string RendicontazioneId { get; init; }
    public DateOnly? ExecutedOn { get; init; }
    public DateTimeOffset? AnnulledAt { get; init; }
    public string? AnnulmentReason { get; init; }
    public required int PaymentsCount { get; init; }
    public required IReadOnlyList<ReversaleAllocation> Allocations { get; init; }
    public required long UnallocatedCents { get; init; }
    public required IReadOnlyList<ReversaleWarning> Warnings { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>What of a movement the reversale settles, with the movement's sign: debits take back what credits brought.</summary>
public sealed record ReversaleMovement
{
    public required string MovementId { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public string? Provvisorio { get; init; }
    public required long AmountCents { get; init; }
}

public sealed record ReversaleAllocation
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required string Chapter { get; init; }
    public required long AmountCents { get; init; }
    public required int PaymentsCount { get; init; }
}
