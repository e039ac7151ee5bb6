using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>A reversale as it is told.</summary>
/// <param name="FlussoId">The identifier that the PSP gave the rendicontazione.</param>
public sealed record ReversaleFacts(
    string Id,
    int Year,
    int Number,
    DateOnly AccountingDate,
    long AmountCents,
    int PaymentsCount,
    string FlussoId,
    string RendicontazioneId,
    string? Provvisorio
);

public abstract record ReversaleEvent(ReversaleFacts Reversale) : EventData
{
    protected ReversaleFacts Reversale { get; } = Reversale;

    public string ReversaleId => Reversale.Id;
    public int Year => Reversale.Year;
    public int Number => Reversale.Number;
    public DateOnly AccountingDate => Reversale.AccountingDate;
    public long AmountCents => Reversale.AmountCents;
    public int PaymentsCount => Reversale.PaymentsCount;
    public string FlussoId => Reversale.FlussoId;
    public string RendicontazioneId => Reversale.RendicontazioneId;
    public string? Provvisorio => Reversale.Provvisorio;

    protected override string SubjectId => ReversaleId;
}

[Event("reversale.issued", "A reversale was issued.")]
public sealed record ReversaleIssued(ReversaleFacts Reversale) : ReversaleEvent(Reversale);

[Event("reversale.annulled", "A reversale was annulled.")]
public sealed record ReversaleAnnulled(ReversaleFacts Reversale, string Reason) : ReversaleEvent(Reversale);

/// <param name="AmountCents">What the reversale books on it.</param>
[Event("accertamento.collected", "A reversale booked money on an accertamento.")]
public sealed record AccertamentoCollected(
    string AccertamentoId,
    int Year,
    string Number,
    string Chapter,
    string ReversaleId,
    long AmountCents,
    int PaymentsCount
) : EventData
{
    protected override string SubjectId => AccertamentoId;
}

/// <param name="InstalmentIds">Those of its instalments whose whole money is booked now.</param>
[Event("position.settled", "The money of a position was booked by a reversale.")]
public sealed record PositionSettled(PositionFacts Position, string ReversaleId, IReadOnlyList<string> InstalmentIds)
    : PositionEvent(Position);
