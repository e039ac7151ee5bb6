using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations;

[Tags("organizations"), Route("v1/organizations")]
public sealed class OrganizationsController : ApiController
{
    [
        HttpGet,
        Operation(Scopes.OrganizationsRead, LooksAtBinding = true, MayReadStandby = true),
        ProducesResponseType<Page<OrganizationModel>>(200)
    ]
    public async Task<IActionResult> ListOrganizations(
        [FromServices] ListOrganizationsHandler handler,
        [FromQuery] OrganizationFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, Caller.Of(HttpContext)!, ct));

    [HttpPost, Operation(Scopes.OrganizationsManage, LooksAtBinding = true), ProducesResponseType<OrganizationModel>(201)]
    public async Task<IActionResult> CreateOrganization(
        [FromServices] CreateOrganizationHandler handler,
        [FromBody] OrganizationInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(input, Caller.Of(HttpContext)!, ct), o => $"/v1/organizations/{o.FiscalCode}");

    [HttpGet("{organization}"), Operation(Scopes.OrganizationsRead), ProducesResponseType<OrganizationModel>(200)]
    public async Task<IActionResult> ReadOrganization(
        [FromServices] ReadOrganizationHandler handler,
        string organization,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, ct));

    [HttpPatch("{organization}"), Operation(Scopes.OrganizationsWrite), ProducesResponseType<OrganizationModel>(200)]
    public async Task<IActionResult> ChangeOrganization(
        [FromServices] ChangeOrganizationHandler handler,
        string organization,
        [FromBody] MergePatch<OrganizationChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, patch, ifMatch, ct));
}
