using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations.Stations;

[Tags("organizations"), Route("v1/organizations/{organization}/stations")]
public sealed class StationsController : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead, MayReadStandby = true), ProducesResponseType<Page<StationModel>>(200)]
    public async Task<IActionResult> ListStations(
        [FromServices] ListStationsHandler handler,
        string organization,
        [FromQuery] StationFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, filter, ct));

    [HttpPost, Operation(Scopes.OrganizationsWrite, NeedsActiveOrganization = true), ProducesResponseType<StationModel>(201)]
    public async Task<IActionResult> CreateStation(
        [FromServices] CreateStationHandler handler,
        string organization,
        [FromBody] StationInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(organization, input, ct), x => $"/v1/organizations/{organization}/stations/{x.StationId}");

    [HttpPatch("{station}"), Operation(Scopes.OrganizationsWrite, CanConflict = true), ProducesResponseType<StationModel>(200)]
    public async Task<IActionResult> ChangeStation(
        [FromServices] ChangeStationHandler handler,
        string organization,
        string station,
        [FromBody] MergePatch<StationChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, station, patch, ifMatch, ct));
}
