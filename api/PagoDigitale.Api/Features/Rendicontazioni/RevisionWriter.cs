using PagoDigitale.Api.Features.RefusedMessages.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Rendicontazioni;

/// <summary>What a new revision takes over from the one it supersedes: a reversale already issued stays issued.</summary>
/// <param name="From">The revision that was superseded.</param>
/// <param name="HasLinks">Movements that paid it out are the new revision's now, whose amount may be another one.</param>
public sealed record Inheritance(Guid? From, Guid? MovementId, bool IsAccounted, bool HasLinks, IReadOnlyList<Anomaly> Anomalies)
{
    public static Inheritance None { get; } = new(null, null, false, false, []);
}

/// <summary>
/// Puts a new revision in the place of the older ones. Their postings are reversed, and their movements are free again or pass
/// on (<see cref="IFlowTransfers"/>).
/// </summary>
public sealed class RevisionWriter(
    TenantSession session,
    RowsWriter rows,
    IFlowTransfers transfers,
    IBookedFlows booked,
    RefusedMessageWriter refused,
    RendicontazioneEventWriter events
)
{
    public async Task<Guid?> NewerThanAsync(FlussoRiversamento header, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT rendicontazione_id FROM rendicontazioni
            WHERE organization_id = $1 AND flusso_id = $2 AND psp_id = $3 AND flusso_date_time > $4 AND state <> 'quarantined'
            ORDER BY flusso_date_time DESC LIMIT 1
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            header.FlussoId,
            header.Sender.Code,
            header.FlussoDateTime
        );
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Inheritance> SupersedeOlderAsync(FlowContent flow, Guid by, CancellationToken ct)
    {
        await SupersedeWaitingAsync(flow.Header, by, ct);
        // Only one can be current: the others were superseded when it came.
        var found = await session.QueryAsync(
            """
            SELECT rendicontazione_id, movement_id, is_accounted, total_amount_cents, state FROM rendicontazioni
            WHERE organization_id = $1 AND flusso_id = $2 AND psp_id = $3 AND state IN ('parsed', 'matched', 'anomalous')
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    Movement: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1),
                    IsAccounted: r.GetBoolean(2),
                    TotalCents: r.GetInt64(3),
                    State: StateText.Parse<RendicontazioneState>(r.GetString(4))
                ),
            ct,
            session.Organization,
            flow.Header.FlussoId,
            flow.Header.Sender.Code
        );
        if (found.Count == 0)
            return Inheritance.None;
        var older = found.Single();
        var hasLinks = await transfers.SupersedeAsync(older.Id, by, older.IsAccounted, ct);
        await session.ExecuteAsync(
            """
            UPDATE rendicontazioni SET state = $4, superseded_by = $3, movement_id = NULL
            WHERE organization_id = $1 AND rendicontazione_id = $2
            """,
            ct,
            session.Organization,
            older.Id,
            by,
            StateText.Of(RendicontazioneLifeCycle.Decide(older.State, RendicontazioneEvent.Supersede).State)
        );
        await rows.ReverseAsync(older.Id, ct);
        await TellSupersededAsync(older.Id, by, ct);
        var inherited = older.IsAccounted
            ? await OfAccountedAsync(flow, older.Id, older.Movement, older.TotalCents, ct)
            : Inheritance.None with
            {
                From = older.Id,
            };
        return inherited with { HasLinks = hasLinks };
    }

    /// <param name="by">Null where nothing of the flow counts.</param>
    public Task TellSupersededAsync(Guid id, Guid? by, CancellationToken ct) =>
        events.EmitAsync(id, r => new RendicontazioneSuperseded(r, by is { } newer ? PublicId.Format("rnd", newer) : null), ct);

    /// <summary>
    /// Older ones that nobody has read yet, or that were kept apart, need not be read any more; nor one of the same date that waits to be
    /// read: this one was chosen.
    /// </summary>
    private async Task SupersedeWaitingAsync(FlussoRiversamento header, Guid by, CancellationToken ct)
    {
        var waiting = await session.QueryAsync(
            """
            SELECT rendicontazione_id, state, message_id FROM rendicontazioni
            WHERE organization_id = $1 AND flusso_id = $2 AND psp_id = $3 AND rendicontazione_id <> $5
              AND ((flusso_date_time < $4 AND state IN ('received', 'quarantined')) OR (flusso_date_time = $4 AND state = 'received'))
            ORDER BY rendicontazione_id FOR UPDATE
            """,
            r => (Id: r.GetGuid(0), State: StateText.Parse<RendicontazioneState>(r.GetString(1)), Message: r.GetGuid(2)),
            ct,
            session.Organization,
            header.FlussoId,
            header.Sender.Code,
            header.FlussoDateTime,
            by
        );
        foreach (var (id, state, message) in waiting)
        {
            await session.ExecuteAsync(
                "UPDATE rendicontazioni SET state = $3, superseded_by = $4 WHERE organization_id = $1 AND rendicontazione_id = $2",
                ct,
                session.Organization,
                id,
                StateText.Of(RendicontazioneLifeCycle.Decide(state, RendicontazioneEvent.Supersede).State),
                by
            );
            await TellSupersededAsync(id, by, ct);
            if (state == RendicontazioneState.Quarantined)
                await refused.DismissAsync(message, RendicontazioniTexts.LaterRevisionCame, ct);
        }
    }

    /// <summary>
    /// The reversale split its money among the payments of the older revision: others of the same sum are told apart here.
    /// </summary>
    private Task<bool> HasOtherPaymentsAsync(Guid older, FlowContent flow, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            """
            WITH before AS (
                    SELECT iuv, sum(amount_cents) AS cents FROM rendicontazione_rows
                    WHERE organization_id = $1 AND rendicontazione_id = $2 GROUP BY iuv),
                 after AS (SELECT n.iuv, sum(n.cents) AS cents FROM unnest($3::text[], $4::bigint[]) AS n(iuv, cents) GROUP BY n.iuv)
            SELECT EXISTS (SELECT FROM before FULL JOIN after USING (iuv) WHERE before.cents IS DISTINCT FROM after.cents)
            """,
            ct,
            session.Organization,
            older,
            flow.Rows.Select(r => r.Iuv).ToArray(),
            flow.AmountsCents
        );

    private async Task<Inheritance> OfAccountedAsync(FlowContent flow, Guid older, Guid? movement, long olderCents, CancellationToken ct)
    {
        // Compared with the revision the reversale was issued on: a later one may have come and gone.
        var (original, accountedCents) = (await booked.OfAsync([older], ct)).GetValueOrDefault(older) is { } there
            ? (there.Original, there.OriginalCents)
            : (older, olderCents);
        Anomaly[] anomalies =
            flow.Header.TotalAmountCents != accountedCents
                ? [new() { Code = "accounted-amount-changed", Message = RendicontazioniTexts.AccountedAmountChanged }]
            : await HasOtherPaymentsAsync(original, flow, ct)
                ? [new() { Code = "accounted-payments-changed", Message = RendicontazioniTexts.AccountedPaymentsChanged }]
            : [];
        return new(older, movement, true, false, anomalies);
    }
}
