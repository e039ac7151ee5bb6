using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Platform.Concurrency;
using PagoDigitale.Api.Platform.Http;
using PagoDigitale.Api.Platform.Pagination;
using PagoDigitale.Api.Platform.Security;

namespace PagoDigitale.Api.Features.Services;

[Tags("services"), Route("v1/organizations/{organization}/services")]
public sealed class ServicesController(ServiceQueries queries, CreateServiceHandler create, ChangeServiceHandler change) : ApiController
{
    [HttpGet, Operation(Scopes.ServicesRead), ProducesResponseType<Page<ServiceModel>>(200)]
    public async Task<IActionResult> ListServices(string organization, [FromQuery] ServiceFilter filter, CancellationToken ct) => Answer(await queries.ListAsync(filter, ct));

    [HttpPost, Operation(Scopes.ServicesWrite, NeedsActiveOrganization = true), ProducesResponseType<ServiceModel>(201)]
    public async Task<IActionResult> CreateService(string organization, [FromBody] ServiceInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(input, ct), s => $"/v1/organizations/{organization}/services/{s.Code}");

    [HttpGet("{service}"), Operation(Scopes.ServicesRead), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ReadService(string organization, string service, CancellationToken ct) => Answer(await queries.ReadAsync(service, ct));

    [HttpPatch("{service}"), Operation(Scopes.ServicesWrite), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ChangeService(
        string organization, string service, [FromBody] MergePatch<ServiceChange> patch, [FromHeader(Name = "If-Match")] string? ifMatch, CancellationToken ct) =>
        Answer(await change.RunAsync(service, patch, ifMatch, ct));
}
