using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.PublishedFlows;

/// <summary>Fetches one flow again, whatever its pause.</summary>
public sealed class RetryPublishedFlowHandler(
    TenantSession session,
    PublishedFlowRows rows,
    ConnectionCalls connections,
    FdrWork work,
    TimeProvider clock
)
{
    public async Task<Outcome<PublishedFlowModel>> RunAsync(string publishedFlow, CancellationToken ct)
    {
        var found = await rows.ReadAsync(publishedFlow, ct);
        if (found.Error is not null)
            return found;
        if ((await connections.RefuseCallAsync(ConnectionCode.Fdr, ct)) is { } notNow)
            return notNow;
        PublicId.TryParse(publishedFlow, PublishedFlowRows.Prefix, out var id);
        var again = await session.ExecuteAsync(
            """
            UPDATE published_flows SET state = 'to-fetch', next_attempt_at = $3, settled_at = NULL
            WHERE organization_id = $1 AND published_flow_id = $2
                AND (state IN ('to-fetch', 'refused') OR state = 'deleted' AND rendicontazione_id IS NULL)
            """,
            ct,
            session.Organization,
            id,
            clock.GetUtcNow()
        );
        if (again == 0)
            return ApiError.Conflict(
                "published-flow-settled",
                PublishedFlowsTexts.Settled,
                PublishedFlowsTexts.NothingToFetch.With(StateText.Of(found.Value!.State))
            );
        await work.RequestAsync(ct);
        return await rows.ReadAsync(publishedFlow, ct);
    }
}
