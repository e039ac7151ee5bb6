using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements.Door;

/// <summary>A rendicontazione that a movement may pay out.</summary>
/// <param name="Evidence">What speaks for it, in words.</param>
public sealed record MovementProposal(Guid MovementId, Guid RendicontazioneId, int Score, IReadOnlyList<Message> Evidence);

/// <summary>Keeps what a run proposes for movements that nothing settles: a person accepts one, or none.</summary>
public sealed class MovementProposalWriter(TenantSession session)
{
    /// <summary>In the place of all that the run before proposed: what is proposed again is left as it is.</summary>
    public async Task ReplaceAsync(IReadOnlyCollection<MovementProposal> proposals, CancellationToken ct)
    {
        var there = (
            await session.QueryAsync(
                "SELECT movement_id, rendicontazione_id, score, evidence::text FROM movement_proposals WHERE organization_id = $1",
                r => (Key: (r.GetGuid(0), r.GetGuid(1)), Value: (r.GetInt16(2), Words: Evidence(r.GetString(3)))),
                ct,
                session.Organization
            )
        ).ToDictionary(p => p.Key, p => p.Value);
        var proposed = proposals.Select(p => (Key: (p.MovementId, p.RendicontazioneId), Score: (short)p.Score, Words: Text(p.Evidence)));
        var added = proposed.Where(p => !there.Remove(p.Key, out var before) || before != (p.Score, p.Words)).ToList();
        await DeleteAsync([.. there.Keys.Concat(added.Select(p => p.Key))], ct);
        if (added.Count == 0)
            return;
        await session.ExecuteAsync(
            """
            INSERT INTO movement_proposals (organization_id, movement_id, rendicontazione_id, score, evidence)
            SELECT $1, n.movement, n.flow, n.score, n.evidence
            FROM unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::jsonb[]) AS n(movement, flow, score, evidence)
            """,
            ct,
            session.Organization,
            added.Select(p => p.Key.MovementId).ToArray(),
            added.Select(p => p.Key.RendicontazioneId).ToArray(),
            added.Select(p => p.Score).ToArray(),
            new NpgsqlParameter { Value = added.Select(p => p.Words).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb }
        );
    }

    private async Task DeleteAsync(IReadOnlyCollection<(Guid Movement, Guid Flow)> gone, CancellationToken ct)
    {
        if (gone.Count > 0)
            await session.ExecuteAsync(
                """
                DELETE FROM movement_proposals p USING unnest($2::uuid[], $3::uuid[]) AS n(movement, flow)
                WHERE p.organization_id = $1 AND p.movement_id = n.movement AND p.rendicontazione_id = n.flow
                """,
                ct,
                session.Organization,
                gone.Select(g => g.Movement).ToArray(),
                gone.Select(g => g.Flow).ToArray()
            );
    }

    private static string Text(IReadOnlyList<Message> evidence) => JsonSerializer.Serialize(evidence, ApiJson.Options);

    /// <summary>As it was written: jsonb has spaces of its own.</summary>
    private static string Evidence(string json) => Text(JsonSerializer.Deserialize<List<Message>>(json, ApiJson.Options)!);
}
