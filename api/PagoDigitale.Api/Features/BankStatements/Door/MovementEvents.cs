using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>A movement as it is now.</summary>
public sealed record MovementFacts(string Id, string StatementId, DateOnly AccountingDate, long AmountCents, MovementState State);

public abstract record MovementEvent(MovementFacts Movement) : EventData
{
    protected MovementFacts Movement { get; } = Movement;

    public string MovementId => Movement.Id;
    public string BankStatementId => Movement.StatementId;
    public DateOnly AccountingDate => Movement.AccountingDate;
    public long AmountCents => Movement.AmountCents;
    public MovementState State => Movement.State;

    protected override string SubjectId => MovementId;
}

/// <param name="IsDecided">By a person, with a reason; else by a run of reconciliation.</param>
[Event("movement.matched", "A movement was put to what it pays out or takes back, by a run or by a person.")]
public sealed record MovementMatched(MovementFacts Movement, bool IsDecided, string? Reason = null) : MovementEvent(Movement)
{
    public IReadOnlyList<string>? RendicontazioneIds { get; init; }
    public string? ReceiptId { get; init; }
    public string? ReversedMovementId { get; init; }
}

[Event("movement.ignored", "Somebody decided that a movement is nothing to reconcile.")]
public sealed record MovementIgnored(MovementFacts Movement, string Reason) : MovementEvent(Movement);

[Event("movement.unmatched", "A decision about a movement, or what a run had found, was taken back.")]
public sealed record MovementUnmatched(MovementFacts Movement, MovementState PreviousState, string Reason) : MovementEvent(Movement);

/// <param name="ReversedById">The debit.</param>
/// <param name="ReversaleIds">Those that had booked the money: they stay, and what is missing of them is a correction case.</param>
[Event("movement.reversed", "A movement was taken back, or a part of it, by its storno.")]
public sealed record MovementReversed(MovementFacts Movement, string ReversedById, long TakenBackCents, IReadOnlyList<string> ReversaleIds)
    : MovementEvent(Movement);
