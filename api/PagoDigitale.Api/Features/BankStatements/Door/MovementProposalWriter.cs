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
    /// <summary>In the place of all that the run before proposed.</summary>
    public async Task ReplaceAsync(IReadOnlyCollection<MovementProposal> proposals, CancellationToken ct)
    {
        await session.ExecuteAsync("DELETE FROM movement_proposals WHERE organization_id = $1", ct, session.Organization);
        await session.ExecuteAsync(
            """
            INSERT INTO movement_proposals (organization_id, movement_id, rendicontazione_id, score, evidence)
            SELECT $1, n.movement, n.flow, n.score, n.evidence
            FROM unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::jsonb[]) AS n(movement, flow, score, evidence)
            """,
            ct,
            session.Organization,
            proposals.Select(p => p.MovementId).ToArray(),
            proposals.Select(p => p.RendicontazioneId).ToArray(),
            proposals.Select(p => (short)p.Score).ToArray(),
            new NpgsqlParameter
            {
                Value = proposals.Select(p => JsonSerializer.Serialize(p.Evidence, ApiJson.Options)).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
            }
        );
    }
}
