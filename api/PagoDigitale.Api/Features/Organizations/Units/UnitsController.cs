using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations.Units;

[Tags("organizations"), Route("v1/organizations/{organization}/units")]
public sealed class UnitsController : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead, MayReadStandby = true), ProducesResponseType<Page<UnitModel>>(200)]
    public async Task<IActionResult> ListUnits(
        [FromServices] ListUnitsHandler handler,
        string organization,
        [FromQuery] PageQuery filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, filter, ct));

    [HttpPost, Operation(Scopes.OrganizationsWrite, NeedsActiveOrganization = true), ProducesResponseType<UnitModel>(201)]
    public async Task<IActionResult> CreateUnit(
        [FromServices] CreateUnitHandler handler,
        string organization,
        [FromBody] UnitInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(organization, input, ct));
}
