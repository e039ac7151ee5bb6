using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Api.Features.BankStatements;

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
    public string? ReceiptId { get; init; }
    public required IReadOnlyList<MovementMatchPart> Matches { get; init; }
    public string? CounterpartId { get; init; }
    public MovementDecision? Decision { get; init; }

    /// <summary>When asked for: with <c>embed</c>.</summary>
    public IReadOnlyList<RendicontazioneSummary>? Rendicontazioni { get; init; }
    public ReceiptSummary? Receipt { get; init; }
}

/// <summary>What of the movement pays out a rendicontazione.</summary>
public sealed record MovementMatchPart
{
    public required string RendicontazioneId { get; init; }
    public required string FlussoId { get; init; }
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
