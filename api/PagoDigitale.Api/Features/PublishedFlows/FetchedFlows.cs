using System.Security.Cryptography;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>A flow that was fetched and refused was taken after all, by whoever mended the reason.</summary>
public sealed class FetchedFlows(TenantSession session, EventLog events, TimeProvider clock) : IFetchedFlows
{
    public async Task TakenAsync(byte[] content, Guid rendicontazione, CancellationToken ct)
    {
        var taken = await session.QueryAsync(
            $"""
            UPDATE published_flows p SET state = 'fetched', rendicontazione_id = $3, failure = NULL, settled_at = $4
            WHERE p.organization_id = $1 AND p.state = 'refused' AND p.content_sha256 = $2 RETURNING {PublishedFlowWriter.Facts}
            """,
            PublishedFlowWriter.FactsOf,
            ct,
            session.Organization,
            SHA256.HashData(content),
            rendicontazione,
            clock.GetUtcNow()
        );
        foreach (var flow in taken)
            await events.EmitAsync(new PublishedFlowFetched(flow, PublicId.Format("rnd", rendicontazione)), ct);
    }
}
