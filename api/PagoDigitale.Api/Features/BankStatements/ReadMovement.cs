using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

public sealed class ReadMovementHandler(TenantSession session, MovementRows rows, MovementEmbedding embedding)
{
    public Task<Outcome<MovementModel>> RunAsync(string movement, CancellationToken ct) => RunAsync(movement, PartQuery.Whole, ct);

    public async Task<Outcome<MovementModel>> RunAsync(string movement, PartQuery part, CancellationToken ct)
    {
        if (!PublicId.TryParse(movement, "mov", out var id))
            return DecisionQueries.NotFound(movement);
        var found = await rows.QueryAsync("m.organization_id = $1 AND m.movement_id = $2", [session.Organization, id], ct);
        return found.Count == 1 ? (await embedding.AddAsync(found, part.Embed, ct))[0].Model : DecisionQueries.NotFound(movement);
    }
}
