using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Rendicontazioni;

public sealed record RendicontazioneModel
{
    public required string Id { get; init; }
    public required string FlussoId { get; init; }
    public required int Revision { get; init; }
    public required DateTimeOffset FlussoDateTime { get; init; }
    public required string RegulationId { get; init; }
    public required DateOnly RegulationDate { get; init; }
    public required RendicontazionePsp Psp { get; init; }
    public string? Bic { get; init; }
    public required int PaymentsCount { get; init; }
    public required long TotalAmountCents { get; init; }
    public required int ComputedCount { get; init; }
    public required long ComputedAmountCents { get; init; }
    public required RendicontazioneState State { get; init; }
    public required IReadOnlyList<Anomaly> Anomalies { get; init; }
    public string? SupersededBy { get; init; }
    public string? MovementId { get; init; }
    public required bool IsAccounted { get; init; }

    /// <summary>From then on its PSP revises it no more; absent where <see cref="RegulationDate"/> cannot be right.</summary>
    public DateTimeOffset? FinalAt { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
}

public sealed record RendicontazionePsp
{
    public required string Id { get; init; }
    public string? Name { get; init; }
}
