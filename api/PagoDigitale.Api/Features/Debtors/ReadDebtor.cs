using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Debtors;

public sealed class ReadDebtorHandler(TenantSession session, DebtorRows rows)
{
    public async Task<Outcome<DebtorModel>> RunAsync(string debtor, CancellationToken ct)
    {
        if (!PublicId.TryParse(debtor, DebtorModel.Prefix, out var id))
            return NotFound(debtor);
        var found = await rows.FindAsync("organization_id = $1 AND debtor_id = $2", [session.Organization, id], ct);
        return found.Count == 0 ? NotFound(debtor) : found[0].Model;
    }

    private static ApiError NotFound(string debtor) =>
        ApiError.NotFound("debtor-not-found", DebtorsTexts.NotFound, DebtorsTexts.NoSuch.With(debtor));
}
