using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Platform.Events;
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
/// Puts a new revision in the place of the older ones. Their postings are reversed. A movement matched to them is free again
/// and the next reconciliation gives it to the new revision; what a person matched passes on at once, and everything does
/// when a reversale was already issued, because money is accounted once.
/// </summary>
public sealed class RevisionWriter(TenantSession session, RowsWriter rows, MovementLinkWriter links, EventLog events)
{
    public async Task<Guid?> NewerThanAsync(FlussoRiversamento header, CancellationToken ct)
    {
        var found = await session.QueryAsync(
            """
            SELECT rendicontazione_id FROM rendicontazioni
            WHERE organization_id = $1 AND flow_id = $2 AND psp_id = $3 AND flow_date_time > $4 ORDER BY flow_date_time DESC LIMIT 1
            """,
            r => r.GetGuid(0),
            ct,
            session.Organization,
            header.FlowId,
            header.Sender.Code,
            header.FlowDateTime
        );
        return found.Count == 0 ? null : found[0];
    }

    public async Task<Inheritance> SupersedeOlderAsync(FlowContent flow, Guid by, CancellationToken ct)
    {
        // Only one can be current: the others were superseded when it came.
        var found = await session.QueryAsync(
            """
            SELECT rendicontazione_id, movement_id, is_accounted, total_amount_cents FROM rendicontazioni
            WHERE organization_id = $1 AND flow_id = $2 AND psp_id = $3 AND state <> 'superseded'
            """,
            r =>
                (
                    Id: r.GetGuid(0),
                    Movement: r.IsDBNull(1) ? (Guid?)null : r.GetGuid(1),
                    IsAccounted: r.GetBoolean(2),
                    TotalCents: r.GetInt64(3)
                ),
            ct,
            session.Organization,
            flow.Header.FlowId,
            flow.Header.Sender.Code
        );
        if (found.Count == 0)
            return Inheritance.None;
        var older = found.Single();
        var paidOut = await links.OfFlowsAsync([older.Id], ct);
        var hasDecisions = paidOut.Exists(l => l.IsDecided);
        if (!older.IsAccounted && !hasDecisions)
            await links.UnlinkAsync([.. paidOut.Select(l => l.MovementId)], ct);
        else if (paidOut.Count > 0)
            await links.PassOnAsync(older.Id, by, ct);
        await session.ExecuteAsync(
            "UPDATE rendicontazioni SET state = 'superseded', superseded_by = $3, movement_id = NULL WHERE organization_id = $1 AND rendicontazione_id = $2",
            ct,
            session.Organization,
            older.Id,
            by
        );
        await rows.ReverseAsync(older.Id, ct);
        await events.EmitAsync(
            "rendicontazione.superseded",
            "rendicontazione",
            PublicId.Format("rnd", older.Id),
            new { flowId = flow.Header.FlowId, supersededBy = PublicId.Format("rnd", by) },
            ct
        );
        if (older.IsAccounted)
            return (await PassOnAsync(flow, older.Id, older.Movement, older.TotalCents, ct)) with { HasLinks = paidOut.Count > 0 };
        return Inheritance.None with { From = older.Id, HasLinks = hasDecisions };
    }

    /// <summary>The reversale split its money among the payments of the older revision: others of the same sum are told apart here.</summary>
    private Task<bool> HasOtherPaymentsAsync(Guid older, FlowContent flow, CancellationToken ct) =>
        session.ScalarAsync<bool>(
            """
            WITH before AS (SELECT iuv, sum(amount_cents) AS cents FROM rendicontazione_rows WHERE organization_id = $1 AND rendicontazione_id = $2 GROUP BY iuv),
                 after AS (SELECT n.iuv, sum(n.cents) AS cents FROM unnest($3::text[], $4::bigint[]) AS n(iuv, cents) GROUP BY n.iuv)
            SELECT EXISTS (SELECT FROM before FULL JOIN after USING (iuv) WHERE before.cents IS DISTINCT FROM after.cents)
            """,
            ct,
            session.Organization,
            older,
            flow.Rows.Select(r => r.Iuv).ToArray(),
            flow.AmountsCents
        );

    private async Task<Inheritance> PassOnAsync(FlowContent flow, Guid older, Guid? movement, long olderCents, CancellationToken ct)
    {
        // Compared with the revision the reversale was issued on: a later one may have come and gone.
        var booked = await session.QueryAsync(
            """
            SELECT v.rendicontazione_id, v.amount_cents FROM reversali v JOIN rendicontazioni o ON o.organization_id = $1 AND o.rendicontazione_id = v.rendicontazione_id
            WHERE v.organization_id = $1 AND v.annulled_at IS NULL AND o.flow_id = $2 AND o.psp_id = $3 ORDER BY v.reversale_id LIMIT 1
            """,
            r => (Id: r.GetGuid(0), Cents: r.GetInt64(1)),
            ct,
            session.Organization,
            flow.Header.FlowId,
            flow.Header.Sender.Code
        );
        var (original, accountedCents) = booked.Count > 0 ? booked[0] : (older, olderCents);
        Anomaly[] anomalies =
            flow.Header.TotalAmountCents != accountedCents
                ?
                [
                    new()
                    {
                        Code = "accounted-amount-changed",
                        Message = "A reversale was issued on the earlier revision, whose total was different.",
                    },
                ]
            : await HasOtherPaymentsAsync(original, flow, ct)
                ?
                [
                    new()
                    {
                        Code = "accounted-payments-changed",
                        Message = "A reversale was issued on the earlier revision, which had other payments.",
                    },
                ]
            : [];
        return new(older, movement, true, false, anomalies);
    }
}
