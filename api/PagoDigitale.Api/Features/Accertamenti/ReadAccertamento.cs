using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Accertamenti;

public sealed class ReadAccertamentoHandler(TenantSession session, AccertamentoRows rows)
{
    public async Task<Outcome<AccertamentoModel>> RunAsync(string accertamento, CancellationToken ct)
    {
        if (!PublicId.TryParse(accertamento, AccertamentoModel.Prefix, out var id))
            return NotFound(accertamento);
        var found = await rows.FindAsync("organization_id = $1 AND accertamento_id = $2", [session.Organization, id], ct);
        return found.Count == 0 ? NotFound(accertamento) : found[0].Model;
    }

    private static ApiError NotFound(string accertamento) =>
        ApiError.NotFound("accertamento-not-found", AccertamentiTexts.NotFound, AccertamentiTexts.NoSuch.With(accertamento));
}
