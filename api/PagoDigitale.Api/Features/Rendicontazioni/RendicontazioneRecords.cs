using System.Text.Json;
using Npgsql;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>Rendicontazioni as the contract shows them.</summary>
public sealed class RendicontazioneRecords(TenantSession session)
{
    private const string Columns = """
        rendicontazione_id, flusso_id, revision, flusso_date_time, regulation_id, regulation_date, psp_id, psp_name, bic, payments_count,
        total_amount_cents, computed_count, computed_amount_cents, state, anomalies::text, superseded_by, movement_id, is_accounted,
            received_at
        """;

    /// <param name="rest">Conditions on <c>r</c>, order and limit.</param>
    public Task<List<(Guid Id, RendicontazioneModel Model)>> FindAsync(string rest, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM rendicontazioni r WHERE {rest}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<RendicontazioneModel?> FindAsync(Guid id, CancellationToken ct) =>
        (await FindAsync("organization_id = $1 AND rendicontazione_id = $2", [session.Organization, id], ct)).SingleOrDefault().Model;

    public static ApiError NotFound(string rendicontazione) =>
        ApiError.NotFound("rendicontazione-not-found", RendicontazioniTexts.NotFound, RendicontazioniTexts.NoSuch.With(rendicontazione));

    private static RendicontazioneModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("rnd", r.GetGuid(0)),
            FlussoId = r.GetString(1),
            Revision = r.GetInt32(2),
            FlussoDateTime = r.GetFieldValue<DateTimeOffset>(3),
            RegulationId = r.GetString(4),
            RegulationDate = r.GetFieldValue<DateOnly>(5),
            Psp = new() { Id = r.GetString(6), Name = r.IsDBNull(7) ? null : r.GetString(7) },
            Bic = r.IsDBNull(8) ? null : r.GetString(8),
            PaymentsCount = r.GetInt32(9),
            TotalAmountCents = r.GetInt64(10),
            ComputedCount = r.GetInt32(11),
            ComputedAmountCents = r.GetInt64(12),
            State = StateText.Parse<RendicontazioneState>(r.GetString(13)),
            Anomalies = JsonSerializer.Deserialize<List<Anomaly>>(r.GetString(14), ApiJson.Options)!,
            SupersededBy = r.IsDBNull(15) ? null : PublicId.Format("rnd", r.GetGuid(15)),
            MovementId = r.IsDBNull(16) ? null : PublicId.Format("mov", r.GetGuid(16)),
            IsAccounted = r.GetBoolean(17),
            FinalAt = FlowFinality.FinalAt(r.GetFieldValue<DateOnly>(5)),
            ReceivedAt = r.GetFieldValue<DateTimeOffset>(18),
        };
}
