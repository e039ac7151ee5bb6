using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni.Door;

/// <summary>A rendicontazione, beside the movement that pays it out.</summary>
public sealed record RendicontazioneSummary
{
    public required string Id { get; init; }
    public required string FlussoId { get; init; }
    public required string PspId { get; init; }
    public required DateTimeOffset FlussoDateTime { get; init; }
    public required DateOnly RegulationDate { get; init; }
    public required int PaymentsCount { get; init; }
    public required long TotalAmountCents { get; init; }
    public required RendicontazioneState State { get; init; }
    public required bool IsAccounted { get; init; }
}

public sealed class RendicontazioneSummaries(TenantSession session)
{
    public async Task<Dictionary<Guid, RendicontazioneSummary>> FindAsync(Guid[] rendicontazioni, CancellationToken ct) =>
        (
            await session.QueryAsync(
                """
                SELECT rendicontazione_id, flusso_id, psp_id, flusso_date_time, regulation_date, payments_count, total_amount_cents, state,
                    is_accounted
                FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = ANY ($2)
                """,
                r =>
                    (
                        Id: r.GetGuid(0),
                        Summary: new RendicontazioneSummary
                        {
                            Id = PublicId.Format("rnd", r.GetGuid(0)),
                            FlussoId = r.GetString(1),
                            PspId = r.GetString(2),
                            FlussoDateTime = r.GetFieldValue<DateTimeOffset>(3),
                            RegulationDate = r.GetFieldValue<DateOnly>(4),
                            PaymentsCount = r.GetInt32(5),
                            TotalAmountCents = r.GetInt64(6),
                            State = StateText.Parse<RendicontazioneState>(r.GetString(7)),
                            IsAccounted = r.GetBoolean(8),
                        }
                    ),
                ct,
                session.Organization,
                rendicontazioni
            )
        ).ToDictionary(r => r.Id, r => r.Summary);
}
