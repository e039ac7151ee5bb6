using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Door;

public sealed record PositionSummary
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required PositionState State { get; init; }
    public required string ServiceCode { get; init; }
    public required string Description { get; init; }
    public required string DebtorName { get; init; }
    public required string DebtorFiscalCode { get; init; }

    /// <summary>Null where the debtor is alone.</summary>
    public IReadOnlyList<CoDebtorModel>? CoDebtors { get; init; }
    public required long AmountCents { get; init; }
    public required long PaidCents { get; init; }
    public long? OutstandingCents { get; init; }

    /// <summary>Of several instalments the last paid; so the receipt.</summary>
    public DateTimeOffset? PaidAt { get; init; }
    public string? ReceiptId { get; init; }
    public required IReadOnlyList<InstalmentSummary> Instalments { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When asked for: with <c>embed</c>.</summary>
    public PositionDebtorModel? Debtor { get; init; }
    public IReadOnlyList<ReceiptSummary>? Receipts { get; init; }
}

public sealed record InstalmentSummary
{
    public required string Id { get; init; }

    /// <summary>Of which payment option. Always said by this version; optional in the contract, where it came later.</summary>
    public int? Option { get; init; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required long AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public required InstalmentState State { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public string? ReceiptId { get; init; }
}
