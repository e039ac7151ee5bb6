using PagoDigitale.Core.Remittance;

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

/// <summary>What an upload would bring.</summary>
public sealed record StatementPreview
{
    public const int MovementsMax = 20;

    public required StatementMapping Mapping { get; init; }
    public required StatementCounts Counts { get; init; }
    public required StatementAmounts Amounts { get; init; }
    public required IReadOnlyList<RejectedLine> RejectedLines { get; init; }
    public required IReadOnlyList<DuplicateLine> DuplicateLines { get; init; }
    public required IReadOnlyList<PreviewedMovement> Movements { get; init; }
}

public sealed record PreviewedMovement
{
    public required int LineNumber { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public DateOnly? ValueDate { get; init; }
    public required long AmountCents { get; init; }
    public required string Description { get; init; }
    public string? Provvisorio { get; init; }
    public required bool IsPagoPa { get; init; }
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
    public required string Message { get; init; }
    public required string Remedy { get; init; }
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

public sealed record MovementModel
{
    public const int ReferencesMax = 20;

    public required string Id { get; init; }
    public required string StatementId { get; init; }
    public required int LineNumber { get; init; }
    public required DateOnly AccountingDate { get; init; }
    public DateOnly? ValueDate { get; init; }
    public required long AmountCents { get; init; }
    public required string Description { get; init; }
    public string? Provvisorio { get; init; }
    public required bool IsPagoPa { get; init; }
    public MovementReference? Reference { get; init; }

    /// <summary>Null when the description names nothing.</summary>
    public IReadOnlyList<MovementReference>? References { get; init; }

    public required MovementState State { get; init; }
    public string? RendicontazioneId { get; init; }
    public string? ReceiptRecordId { get; init; }
    public required IReadOnlyList<MovementMatchPart> Matches { get; init; }
    public string? CounterpartId { get; init; }
    public MovementDecision? Decision { get; init; }
}

/// <summary>What of the movement pays out a rendicontazione.</summary>
public sealed record MovementMatchPart
{
    public required string RendicontazioneId { get; init; }
    public required string FlowId { get; init; }
    public required long AmountCents { get; init; }
    public required bool IsDecided { get; init; }
}

/// <summary>What a person decided last.</summary>
public sealed record MovementDecision
{
    public required string Reason { get; init; }
    public required DateTimeOffset DecidedAt { get; init; }
}

public sealed record MovementReference
{
    public required ReferenceKind Kind { get; init; }
    public required string Value { get; init; }
    public required RemittanceConfidence Confidence { get; init; }
}

public enum ReferenceKind
{
    Flow,
    Iuv,
}

public enum MovementState
{
    Unmatched,
    Matched,
    AmountMismatch,
    Regularised,

    /// <summary>A person said that it is not looked for.</summary>
    Ignored,

    /// <summary>A storno took it back, or it is the storno.</summary>
    Reversed,
}
