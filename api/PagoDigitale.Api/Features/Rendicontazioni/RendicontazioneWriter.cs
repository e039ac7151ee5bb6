using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <param name="IsSameFile">Byte for byte.</param>
public sealed record KnownFlow(Guid Id, Guid MessageId, bool IsCurrent, bool IsSameFile)
{
    public string PublicId => Core.Identifiers.PublicId.Format("rnd", Id);
}

/// <summary>
/// Writes a flow: header, rows tied to what is already known, postings, instalments. Among the revisions of one flow only the
/// newest counts; an older one that arrives late is kept and superseded from the start.
/// </summary>
public sealed class RendicontazioneWriter(
    TenantSession session,
    RowsWriter rows,
    RevisionWriter revisions,
    IFlowTransfers transfers,
    IPaymentsTold payments,
    EventLog events,
    TimeProvider clock
)
{
    /// <summary>What is there with the same flow id, PSP and date, the last one first.</summary>
    public Task<List<KnownFlow>> FindAsync(FlussoRiversamento header, byte[] xml, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT r.rendicontazione_id, r.message_id, r.state <> 'superseded', coalesce(m.content_sha256 = $5, false)
            FROM rendicontazioni r LEFT JOIN door.inbound_messages m ON m.organization_id = $1 AND m.message_id = r.message_id
            WHERE r.organization_id = $1 AND r.flow_id = $2 AND r.psp_id = $3 AND r.flow_date_time = $4 ORDER BY r.revision DESC
            """,
            r => new KnownFlow(r.GetGuid(0), r.GetGuid(1), r.GetBoolean(2), r.GetBoolean(3)),
            ct,
            session.Organization,
            header.FlowId,
            header.Sender.Code,
            header.FlowDateTime,
            SHA256.HashData(xml)
        );

    public async Task<Guid> WriteAsync(FlussoReading reading, Guid messageId, CancellationToken ct)
    {
        // Before any position is locked, as those who make positions do.
        await NoticeBarrier.WaitAsync(session, ct);
        var flow = FlowContent.Of(reading, RomeTime.LegalDate(clock.GetUtcNow()));
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        var newer = await revisions.NewerThanAsync(flow.Header, ct);
        var inherited = newer is null ? await revisions.SupersedeOlderAsync(flow, id, ct) : Inheritance.None;
        flow = flow with { Anomalies = [.. flow.Anomalies.Concat(inherited.Anomalies).Take(FlowContent.AnomaliesMax)] };
        var state = StateOf(flow, inherited, newer is not null);
        var revision = await InsertAsync(id, flow, messageId, state, newer, inherited, ct);
        await rows.InsertAsync(id, flow, ct);
        if (newer is null)
        {
            await rows.PostAsync(id, ct);
            var touched = (await rows.InstalmentsAsync(id, ct)).ToHashSet();
            if (inherited.From is { } superseded)
                touched.UnionWith(await rows.InstalmentsAsync(superseded, ct));
            await payments.TakeAsync(id, inherited.From, touched, ct);
            if (inherited.HasLinks)
                await transfers.RefreshAsync(id, ct);
        }
        await EmitAsync(id, flow, state, revision, newer, ct);
        return id;
    }

    private static RendicontazioneState StateOf(FlowContent flow, Inheritance inherited, bool isOld)
    {
        List<RendicontazioneEvent> way = [RendicontazioneEvent.Parse];
        if (flow.Anomalies.Count > 0)
            way.Add(RendicontazioneEvent.FlagAnomaly);
        else if (inherited.MovementId is not null)
            way.Add(RendicontazioneEvent.Match);
        if (isOld)
            way.Add(RendicontazioneEvent.Supersede);
        return way.Aggregate(
            RendicontazioneLifeCycle.Table.Initial,
            (state, @event) => RendicontazioneLifeCycle.Decide(state, @event).State
        );
    }

    private async Task<int> InsertAsync(
        Guid id,
        FlowContent flow,
        Guid messageId,
        RendicontazioneState state,
        Guid? newer,
        Inheritance inherited,
        CancellationToken ct
    )
    {
        var header = flow.Header;
        return await session.ScalarAsync<int>(
            """
            INSERT INTO rendicontazioni (organization_id, rendicontazione_id, flow_id, revision, flow_date_time,
                regulation_id, regulation_date, psp_id, psp_name, bic, payments_count, total_amount_cents,
                computed_count, computed_amount_cents,
                state, anomalies, superseded_by, movement_id, is_accounted, message_id, received_at)
            VALUES ($1, $2, $3,
                (SELECT coalesce(max(revision), 0) + 1 FROM rendicontazioni WHERE organization_id = $1 AND flow_id = $3 AND psp_id = $7),
                $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            RETURNING revision
            """,
            ct,
            session.Organization,
            id,
            header.FlowId,
            header.FlowDateTime,
            header.RegulationId,
            header.RegulationDate,
            header.Sender.Code,
            header.Sender.Name,
            header.BicCode,
            (int)Math.Min(header.PaymentsCount, int.MaxValue),
            header.TotalAmountCents,
            flow.Rows.Count,
            flow.ComputedCents,
            StateText.Of(state),
            new NpgsqlParameter { Value = JsonSerializer.Serialize(flow.Anomalies, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb },
            newer,
            inherited.MovementId,
            inherited.IsAccounted,
            messageId,
            clock.GetUtcNow()
        );
    }

    private async Task EmitAsync(Guid id, FlowContent flow, RendicontazioneState state, int revision, Guid? newer, CancellationToken ct)
    {
        var publicId = PublicId.Format("rnd", id);
        await events.EmitAsync(
            "rendicontazione.received",
            "rendicontazione",
            publicId,
            new
            {
                flowId = flow.Header.FlowId,
                revision,
                state,
                amountCents = flow.Header.TotalAmountCents,
                paymentsCount = flow.Rows.Count,
            },
            ct
        );
        if (flow.Anomalies.Count > 0)
            await events.EmitAsync(
                "rendicontazione.anomalous",
                "rendicontazione",
                publicId,
                new { flowId = flow.Header.FlowId, codes = flow.Anomalies.Select(a => a.Code).Distinct() },
                ct
            );
        if (newer is { } by)
            await events.EmitAsync(
                "rendicontazione.superseded",
                "rendicontazione",
                publicId,
                new { flowId = flow.Header.FlowId, supersededBy = PublicId.Format("rnd", by) },
                ct
            );
    }
}
