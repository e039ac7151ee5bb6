using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>A rendicontazione as it is now.</summary>
/// <param name="FlussoId">The identifier that the PSP gave it, the same in every revision.</param>
/// <param name="PaymentsCount">As its header says.</param>
public sealed record RendicontazioneFacts(
    string Id,
    string FlussoId,
    int Revision,
    string PspId,
    string RegulationId,
    DateOnly RegulationDate,
    RendicontazioneState State,
    long AmountCents,
    int PaymentsCount
);

public abstract record RendicontazioneTold(RendicontazioneFacts Rendicontazione) : EventData
{
    protected RendicontazioneFacts Rendicontazione { get; } = Rendicontazione;

    public string RendicontazioneId => Rendicontazione.Id;
    public string FlussoId => Rendicontazione.FlussoId;
    public int Revision => Rendicontazione.Revision;
    public string PspId => Rendicontazione.PspId;
    public string RegulationId => Rendicontazione.RegulationId;
    public DateOnly RegulationDate => Rendicontazione.RegulationDate;
    public RendicontazioneState State => Rendicontazione.State;
    public long AmountCents => Rendicontazione.AmountCents;
    public int PaymentsCount => Rendicontazione.PaymentsCount;

    protected override string SubjectId => RendicontazioneId;
}

[Event("rendicontazione.received", "A rendicontazione came.")]
public sealed record RendicontazioneReceived(RendicontazioneFacts Rendicontazione) : RendicontazioneTold(Rendicontazione);

[Event("rendicontazione.parsed", "A rendicontazione that waited, received or in quarantine, was read and counts.")]
public sealed record RendicontazioneParsed(RendicontazioneFacts Rendicontazione) : RendicontazioneTold(Rendicontazione);

[Event("rendicontazione.quarantined", "A rendicontazione is kept apart until somebody decides whether it counts.")]
public sealed record RendicontazioneQuarantined(RendicontazioneFacts Rendicontazione) : RendicontazioneTold(Rendicontazione);

/// <param name="SupersededById">Null where nothing of the flow counts.</param>
[Event("rendicontazione.superseded", "A rendicontazione gave way to a newer revision.")]
public sealed record RendicontazioneSuperseded(RendicontazioneFacts Rendicontazione, string? SupersededById)
    : RendicontazioneTold(Rendicontazione);

/// <param name="Codes">Of its anomalies.</param>
/// <param name="DifferenceCents">What movements have brought, less what it says; where that is the anomaly.</param>
[Event("rendicontazione.anomalous", "What a rendicontazione says does not agree with what is known.")]
public sealed record RendicontazioneAnomalous(
    RendicontazioneFacts Rendicontazione,
    IReadOnlyList<string> Codes,
    long? DifferenceCents = null
) : RendicontazioneTold(Rendicontazione);
