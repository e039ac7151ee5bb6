using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations;

[Tags("organizations"), Route("v1/organizations")]
public sealed class OrganizationsController(OrganizationQueries queries, CreateOrganizationHandler create, ChangeOrganizationHandler change)
    : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead, LooksAtBinding = true), ProducesResponseType<Page<OrganizationModel>>(200)]
    public async Task<IActionResult> ListOrganizations([FromQuery] OrganizationFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(filter, Caller.Of(HttpContext)!, ct));

    [HttpPost, Operation(Scopes.OrganizationsManage, LooksAtBinding = true), ProducesResponseType<OrganizationModel>(201)]
    public async Task<IActionResult> CreateOrganization([FromBody] OrganizationInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(input, Caller.Of(HttpContext)!, ct), o => $"/v1/organizations/{o.FiscalCode}");

    [HttpGet("{organization}"), Operation(Scopes.OrganizationsRead), ProducesResponseType<OrganizationModel>(200)]
    public async Task<IActionResult> ReadOrganization(string organization, CancellationToken ct) =>
        Answer(await queries.ReadAsync(organization, ct));

    [HttpPatch("{organization}"), Operation(Scopes.OrganizationsWrite), ProducesResponseType<OrganizationModel>(200)]
    public async Task<IActionResult> ChangeOrganization(
        string organization,
        [FromBody] MergePatch<OrganizationChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await change.RunAsync(organization, patch, ifMatch, ct));
}
