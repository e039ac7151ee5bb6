using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Services;

[Tags("services"), Route("v1/organizations/{organization}/services")]
public sealed class ServicesController : ApiController
{
    [HttpGet, Operation(Scopes.ServicesRead, MayReadStandby = true), ProducesResponseType<Page<ServiceModel>>(200)]
    public async Task<IActionResult> ListServices(
        [FromServices] ListServicesHandler handler,
        string organization,
        [FromQuery] ServiceFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpPost, Operation(Scopes.ServicesWrite, NeedsActiveOrganization = true), ProducesResponseType<ServiceModel>(201)]
    public async Task<IActionResult> CreateService(
        [FromServices] CreateServiceHandler handler,
        string organization,
        [FromBody] ServiceInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(input, ct), s => $"/v1/organizations/{organization}/services/{s.Code}");

    [HttpGet("{service}"), Operation(Scopes.ServicesRead), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ReadService(
        [FromServices] ReadServiceHandler handler,
        string organization,
        string service,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(service, ct));

    [HttpPatch("{service}"), Operation(Scopes.ServicesWrite), ProducesResponseType<ServiceModel>(200)]
    public async Task<IActionResult> ChangeService(
        [FromServices] ChangeServiceHandler handler,
        string organization,
        string service,
        [FromBody] MergePatch<ServiceChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(service, patch, ifMatch, ct));
}
