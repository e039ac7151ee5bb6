using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed record BankStatementModel
{
    public required string Id { get; init; }
    public required string FileName { get; init; }
    public required string FileSha256 { get; init; }
    public required bool IsDuplicate { get; init; }
    public required StatementMapping Mapping { get; init; }
    public required StatementCounts Counts { get; init; }
    public required StatementAmounts Amounts { get; init; }
    public DateOnly? FirstDate { get; init; }
    public DateOnly? LastDate { get; init; }
    public required IReadOnlyList<RejectedLine> RejectedLines { get; init; }
    public required IReadOnlyList<DuplicateLine> DuplicateLines { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When and why it was taken back; its movements are gone.</summary>
    public StatementWithdrawal? Withdrawal { get; init; }
}

public sealed record StatementWithdrawal
{
    public required DateTimeOffset WithdrawnAt { get; init; }
    public required string Reason { get; init; }
}

/// <summary>Where things are in the file, as given or recognised.</summary>
public sealed record StatementMapping
{
    public required int DateColumn { get; init; }
    public required int AmountColumn { get; init; }
    public required int DescriptionColumn { get; init; }
    public int? DebitColumn { get; init; }
    public int? SignColumn { get; init; }
    public int? ProvvisorioColumn { get; init; }
    public int? ValueDateColumn { get; init; }
    public required string Separator { get; init; }
    public required int FirstRow { get; init; }
    public required string Encoding { get; init; }
    public string? AccountIban { get; init; }
}

public sealed record StatementCounts
{
    public required int Lines { get; init; }
    public required int Movements { get; init; }
    public required int Duplicates { get; init; }
    public required int PagoPa { get; init; }
    public required int Others { get; init; }
    public required int Rejected { get; init; }
    public required int Matched { get; init; }
}

public sealed record StatementAmounts
{
    public required long CreditsCents { get; init; }
    public required long DebitsCents { get; init; }
    public required long PagoPaCents { get; init; }
}

public sealed record RejectedLine
{
    public required int LineNumber { get; init; }
    public required string Field { get; init; }
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
    public required string Value { get; init; }
}

/// <summary>A line that repeats a movement of another statement.</summary>
public sealed record DuplicateLine
{
    public required int LineNumber { get; init; }
    public required string MovementId { get; init; }
    public required string StatementId { get; init; }
    public required int StatementLineNumber { get; init; }
}
