using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations;

public sealed class ReadOrganizationHandler(PagoDb db)
{
    /// <summary>Whether there is such an organization was asked before anything of it is called.</summary>
    public async Task<Outcome<OrganizationModel>> RunAsync(string organization, CancellationToken ct) =>
        OrganizationModel.Of(await db.Set<Organization>().AsNoTracking().SingleAsync(o => o.OrganizationId == organization, ct));
}
