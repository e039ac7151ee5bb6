using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

public sealed class TaxonomyUse(TenantSession session) : ITaxonomyUse
{
    public async Task<TaxonomyConcern> OutsideAsync(string[] validCodes, CancellationToken ct) =>
        (
            await session.QueryAsync(
                "SELECT c.services_count, c.organizations_count FROM across.services_outside($1) c",
                r => new TaxonomyConcern { Services = r.GetInt64(0), Organizations = r.GetInt64(1) },
                ct,
                [validCodes]
            )
        ).Single();
}
