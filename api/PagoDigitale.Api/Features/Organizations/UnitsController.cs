using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations;

[Tags("organizations"), Route("v1/organizations/{organization}/units")]
public sealed class UnitsController(UnitQueries queries, CreateUnitHandler create) : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead), ProducesResponseType<Page<UnitModel>>(200)]
    public async Task<IActionResult> ListUnits(string organization, [FromQuery] PageQuery filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(organization, filter, ct));

    [HttpPost, Operation(Scopes.OrganizationsWrite, NeedsActiveOrganization = true), ProducesResponseType<UnitModel>(201)]
    public async Task<IActionResult> CreateUnit(string organization, [FromBody] UnitInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(organization, input, ct));
}
