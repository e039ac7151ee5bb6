using PagoDigitale.Api.Features.Rendicontazioni.Door;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>A movement and its rendicontazione, either of which may be missing, as candidates for a reversale.</summary>
public sealed record Transfer
{
    /// <summary>Null for a movement that pays out one receipt (/RFB/, /RFS/).</summary>
    public string? FlussoId { get; init; }
    public Guid? RendicontazioneId { get; init; }
    public long TotalCents { get; init; }
    public long ComputedCents { get; init; }
    public int PaymentsCount { get; init; }
    public bool IsAccounted { get; init; }
    public Guid? MovementId { get; init; }
    public long? MovementCents { get; init; }
    public DateOnly? MovementDate { get; init; }
    public DateOnly? RegulationDate { get; init; }
    public int LineNumber { get; init; }
    public string? Provvisorio { get; init; }

    /// <summary>The day the money came: the treasury's, or where no movement tells it the one the PSP has written.</summary>
    public DateOnly? MoneyDate => MovementDate ?? RegulationDate;

    /// <summary>
    /// Null when a reversale can be issued. A transfer whose amount is not what its rows add up to is never booked, by
    /// statement or by flow: no split among accertamenti would close.
    /// </summary>
    /// <param name="finalBy">Where only what cannot be revised any more at that moment is asked for.</param>
    public SkipReason? SkipOf(DateTimeOffset? finalBy) =>
        FlussoId is null ? SkipReason.SingleTransfer
        : IsAccounted ? SkipReason.AlreadyAccounted
        : RendicontazioneId is null ? SkipReason.NotReconciled
        : ComputedCents != TotalCents || TotalCents <= 0 || (MovementCents is { } cents && cents != TotalCents) ? SkipReason.Anomalous
        : finalBy is { } moment && !(RegulationDate is { } day && FlowFinality.FinalAt(day) <= moment) ? SkipReason.NotFinal
        : null;
}

public enum SkipReason
{
    AlreadyAccounted,
    NotReconciled,
    Anomalous,
    SingleTransfer,
    NotFinal,
}
