using System.Security.Cryptography;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <param name="IsSameFile">Byte for byte.</param>
public sealed record KnownFlow(Guid Id, Guid MessageId, RendicontazioneState State, bool IsSameFile)
{
    public string PublicId => Core.Identifiers.PublicId.Format("rnd", Id);

    /// <summary>Other bytes that say what this file says: the other form, or other blanks.</summary>
    public bool IsTwin { get; init; }

    public bool IsQuarantined => State == RendicontazioneState.Quarantined;

    public bool Counts => State is RendicontazioneState.Parsed or RendicontazioneState.Matched or RendicontazioneState.Anomalous;
}

/// <summary>
/// Writes a flow: its header when it comes, and when it is read rows tied to what is already known, postings, instalments. Among the
/// revisions of one flow only the newest counts; an older one that arrives late is kept and superseded from the start.
/// </summary>
public sealed class RendicontazioneWriter(
    TenantSession session,
    RowsWriter rows,
    AccertamentoChanges changes,
    RevisionWriter revisions,
    IFlowTransfers transfers,
    IPaymentsTold payments,
    RendicontazioneEventWriter events,
    TimeProvider clock
)
{
    /// <summary>What is there with the same flow id, PSP and date, the last one first.</summary>
    public Task<List<KnownFlow>> FindAsync(FlussoRiversamento header, byte[] xml, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT r.rendicontazione_id, r.message_id, r.state, coalesce(m.content_sha256 = $5, false)
            FROM rendicontazioni r LEFT JOIN door.inbound_messages m ON m.organization_id = $1 AND m.message_id = r.message_id
            WHERE r.organization_id = $1 AND r.flusso_id = $2 AND r.psp_id = $3 AND r.flusso_date_time = $4 ORDER BY r.revision DESC
            """,
            r => new KnownFlow(r.GetGuid(0), r.GetGuid(1), StateText.Parse<RendicontazioneState>(r.GetString(2)), r.GetBoolean(3)),
            ct,
            session.Organization,
            header.FlussoId,
            header.Sender.Code,
            header.FlussoDateTime,
            SHA256.HashData(xml)
        );

    /// <summary>Whether a later revision is there.</summary>
    public async Task<bool> IsOvertakenAsync(FlussoRiversamento header, CancellationToken ct) =>
        await revisions.NewerThanAsync(header, ct) is not null;

    /// <summary>Its header, and nothing that counts: <c>received</c> until it is read.</summary>
    public async Task<Guid> ReceiveAsync(FlussoReading reading, Guid messageId, CancellationToken ct) =>
        await InsertAsync(ContentOf(reading), messageId, RendicontazioneLifeCycle.Table.Initial, ct);

    /// <summary>Keeps a flow that must not count before somebody has looked at it. The file is there once.</summary>
    public async Task<Guid> QuarantineAsync(FlussoReading reading, Guid messageId, Anomaly why, CancellationToken ct)
    {
        if (
            await session.ScalarAsync<Guid?>(
                "SELECT rendicontazione_id FROM rendicontazioni WHERE organization_id = $1 AND message_id = $2 LIMIT 1",
                ct,
                session.Organization,
                messageId
            ) is
            { } there
        )
            return there;
        var flow = ContentOf(reading);
        flow = flow with { Anomalies = [why, .. flow.Anomalies.Take(FlowContent.AnomaliesMax - 1)] };
        var state = RendicontazioneLifeCycle.Decide(RendicontazioneLifeCycle.Table.Initial, RendicontazioneEvent.Quarantine).State;
        var id = await InsertAsync(flow, messageId, state, ct);
        await events.EmitAsync(id, r => new RendicontazioneQuarantined(r), ct);
        return id;
    }

    /// <summary>Somebody decided against a flow in quarantine: it gives way to the one that counts.</summary>
    public async Task GiveUpAsync(Guid messageId, CancellationToken ct)
    {
        var given = await session.QueryAsync(
            """
            UPDATE rendicontazioni q SET state = $3, superseded_by = (
                SELECT r.rendicontazione_id FROM rendicontazioni r
                WHERE r.organization_id = $1 AND r.flusso_id = q.flusso_id AND r.psp_id = q.psp_id
                  AND r.state IN ('parsed', 'matched', 'anomalous'))
            WHERE q.organization_id = $1 AND q.message_id = $2 AND q.state = 'quarantined'
            RETURNING q.rendicontazione_id, q.superseded_by
            """,
            r => (Id: r.GetGuid(0), By: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1)),
            ct,
            session.Organization,
            messageId,
            StateText.Of(RendicontazioneLifeCycle.Decide(RendicontazioneState.Quarantined, RendicontazioneEvent.Supersede).State)
        );
        foreach (var (id, by) in given)
            await revisions.TellSupersededAsync(id, by, ct);
    }

    /// <summary>Reads what came, or was in quarantine: from now on it counts, unless a newer revision is there already.</summary>
    /// <param name="isTold">Whether it was told before that it came.</param>
    public async Task ParseAsync(Guid id, FlussoReading reading, bool isTold, CancellationToken ct)
    {
        // Before any position is locked, as those who make positions do.
        await NoticeBarrier.WaitAsync(session, ct);
        var from = await LockAsync(id, ct);
        var flow = ContentOf(reading);
        var newer = await revisions.NewerThanAsync(flow.Header, ct);
        var inherited = newer is null ? await revisions.SupersedeOlderAsync(flow, id, ct) : Inheritance.None;
        flow = flow with { Anomalies = [.. flow.Anomalies.Concat(inherited.Anomalies).Take(FlowContent.AnomaliesMax)] };
        var state = StateOf(from, flow, inherited, newer is not null);
        await UpdateAsync(id, flow, state, newer, inherited, ct);
        await rows.InsertAsync(id, flow, ct);
        if (newer is null)
        {
            await rows.PostAsync(id, ct);
            var touched = (await rows.InstalmentsAsync(id, ct)).ToHashSet();
            if (inherited.From is { } superseded)
            {
                var told = await rows.InstalmentsAsync(superseded, ct);
                // Rows that found their debt later did not post it.
                await changes.NoteAsync(told, ct);
                touched.UnionWith(told);
            }
            await payments.TakeAsync(id, inherited.From, touched, ct);
            if (inherited.HasLinks)
                await transfers.RefreshAsync(id, ct);
        }
        await events.EmitAsync(id, r => isTold ? new RendicontazioneParsed(r) : new RendicontazioneReceived(r), ct);
        if (flow.Anomalies.Count > 0)
            await events.EmitAsync(id, r => new RendicontazioneAnomalous(r, [.. flow.Anomalies.Select(a => a.Code).Distinct()]), ct);
        if (newer is { } by)
            await revisions.TellSupersededAsync(id, by, ct);
    }

    /// <summary>The file of a flow that nobody has read yet; null of any other.</summary>
    public Task<Guid?> ReceivedMessageAsync(Guid id, CancellationToken ct) =>
        session.ScalarAsync<Guid?>(
            """
            SELECT message_id FROM rendicontazioni
            WHERE organization_id = $1 AND rendicontazione_id = $2 AND state = 'received' FOR UPDATE
            """,
            ct,
            session.Organization,
            id
        );

    /// <summary>That it came, though it is not read yet.</summary>
    public Task TellReceivedAsync(Guid id, CancellationToken ct) => events.EmitAsync(id, r => new RendicontazioneReceived(r), ct);

    private FlowContent ContentOf(FlussoReading reading) => FlowContent.Of(reading, RomeTime.LegalDate(clock.GetUtcNow()));

    private static RendicontazioneState StateOf(RendicontazioneState from, FlowContent flow, Inheritance inherited, bool isOld)
    {
        List<RendicontazioneEvent> way = [RendicontazioneEvent.Parse];
        if (flow.Anomalies.Count > 0)
            way.Add(RendicontazioneEvent.FlagAnomaly);
        else if (inherited.MovementId is not null)
            way.Add(RendicontazioneEvent.Match);
        if (isOld)
            way.Add(RendicontazioneEvent.Supersede);
        return way.Aggregate(from, (state, @event) => RendicontazioneLifeCycle.Decide(state, @event).State);
    }

    private async Task<RendicontazioneState> LockAsync(Guid id, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT state FROM rendicontazioni WHERE organization_id = $1 AND rendicontazione_id = $2 FOR UPDATE",
                r => StateText.Parse<RendicontazioneState>(r.GetString(0)),
                ct,
                session.Organization,
                id
            )
        ).Single();

    private async Task<Guid> InsertAsync(FlowContent flow, Guid messageId, RendicontazioneState state, CancellationToken ct)
    {
        var header = flow.Header;
        var id = Guid.CreateVersion7(clock.GetUtcNow());
        await session.ExecuteAsync(
            """
            INSERT INTO rendicontazioni (organization_id, rendicontazione_id, flusso_id, revision, flusso_date_time,
                regulation_id, regulation_date, psp_id, psp_name, bic, payments_count, total_amount_cents,
                computed_count, computed_amount_cents, state, anomalies, message_id, received_at)
            VALUES ($1, $2, $3,
                (SELECT coalesce(max(revision), 0) + 1 FROM rendicontazioni WHERE organization_id = $1 AND flusso_id = $3 AND psp_id = $7),
                $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            """,
            ct,
            session.Organization,
            id,
            header.FlussoId,
            header.FlussoDateTime,
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
            Json(flow.Anomalies),
            messageId,
            clock.GetUtcNow()
        );
        return id;
    }

    private Task UpdateAsync(
        Guid id,
        FlowContent flow,
        RendicontazioneState state,
        Guid? newer,
        Inheritance inherited,
        CancellationToken ct
    ) =>
        session.ExecuteAsync(
            """
            UPDATE rendicontazioni SET state = $3, anomalies = $4, superseded_by = $5, movement_id = $6, is_accounted = $7
            WHERE organization_id = $1 AND rendicontazione_id = $2
            """,
            ct,
            session.Organization,
            id,
            StateText.Of(state),
            Json(flow.Anomalies),
            newer,
            inherited.MovementId,
            inherited.IsAccounted
        );

    private static NpgsqlParameter Json(IReadOnlyList<Anomaly> anomalies) =>
        new() { Value = JsonSerializer.Serialize(anomalies, ApiJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb };
}
