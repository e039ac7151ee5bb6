using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Services;

[Tags("services"), Route("v1/organizations/{organization}/services")]
public sealed class ServicesController(
    ServiceQueries queries,
    ServiceTaxonomyQueries taxonomy,
    CreateServiceHandler create,
    ChangeServiceHandler change
) : ApiController
{
    [HttpGet, Operation(Scopes.ServicesRead), ProducesResponseType<Page<ServiceModel>>(200)]
    public async Task<IActionResult> ListServices(string organization, [FromQuery] ServiceFilter filter, CancellationToken ct)
    {
        var page = await queries.ListAsync(filter, ct);
        return Answer(
            page.Error is not null ? page : page.Value! with { Items = await taxonomy.WarnAsync(page.Value!.Items, isNamed: false, ct) }
        );
    }

    [HttpPost, Operation(Scopes.ServicesWrite, NeedsActiveOrganization = true), ProducesResponseType<ServiceModel>(201)]
    public async Task<IActionResult> CreateService(string organization, [FromBody] ServiceInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(input, ct), s => $"/v1/organizations/{organization}/services/{s.Code}");

    [HttpGet("{service}"), Operation(Scopes.ServicesRead), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ReadService(string organization, string service, CancellationToken ct)
    {
        var read = await queries.ReadAsync(service, ct);
        return Answer(read.Error is not null ? read : await taxonomy.WarnAsync(read.Value!, isNamed: false, ct));
    }

    [HttpPatch("{service}"), Operation(Scopes.ServicesWrite), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ChangeService(
        string organization,
        string service,
        [FromBody] MergePatch<ServiceChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await change.RunAsync(service, patch, ifMatch, ct));
}
