using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>Reads published flows.</summary>
public sealed class PublishedFlowRows(TenantSession session)
{
    internal const string Prefix = "pfl";

    private const string Columns = """
        published_flow_id, flusso_id, revision, psp_id, flusso_date_time, published_at, state, rendicontazione_id, attempts, failure::text,
        next_attempt_at, seen_at, settled_at FROM published_flows
        """;

    public Task<List<(Guid Id, PublishedFlowModel Model)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    public async Task<Outcome<PublishedFlowModel>> ReadAsync(string publishedFlow, CancellationToken ct)
    {
        var found = PublicId.TryParse(publishedFlow, Prefix, out var id)
            ? await FindAsync("organization_id = $1 AND published_flow_id = $2", [session.Organization, id], ct)
            : [];
        return found.Count == 0
            ? ApiError.NotFound("published-flow-not-found", PublishedFlowsTexts.NotFound, PublishedFlowsTexts.NoSuch.With(publishedFlow))
            : found[0].Model;
    }

    private static PublishedFlowModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format(Prefix, r.GetGuid(0)),
            FlussoId = r.GetString(1),
            Revision = r.GetInt32(2),
            PspId = r.GetString(3),
            FlussoDateTime = r.GetFieldValue<DateTimeOffset>(4),
            PublishedAt = r.GetFieldValue<DateTimeOffset>(5),
            State = StateText.Parse<PublishedFlowState>(r.GetString(6)),
            RendicontazioneId = r.IsDBNull(7) ? null : PublicId.Format("rnd", r.GetGuid(7)),
            Attempts = r.GetInt32(8),
            Failure = r.IsDBNull(9) ? null : JsonSerializer.Deserialize<Failure>(r.GetString(9), ApiJson.Options),
            NextAttemptAt = r.IsDBNull(10) ? null : r.GetFieldValue<DateTimeOffset>(10),
            SeenAt = r.GetFieldValue<DateTimeOffset>(11),
            SettledAt = r.IsDBNull(12) ? null : r.GetFieldValue<DateTimeOffset>(12),
            RetainedUntil = r.GetFieldValue<DateTimeOffset>(5) + Retention.Kept,
        };
}
