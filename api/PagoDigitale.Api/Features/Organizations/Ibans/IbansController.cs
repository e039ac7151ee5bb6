using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations.Ibans;

[Tags("organizations"), Route("v1/organizations/{organization}/ibans")]
public sealed class IbansController : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead, MayReadStandby = true), ProducesResponseType<Page<IbanModel>>(200)]
    public async Task<IActionResult> ListIbans(
        [FromServices] ListIbansHandler handler,
        string organization,
        [FromQuery] IbanFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, filter, ct));

    [HttpPost, Operation(Scopes.OrganizationsWrite, NeedsActiveOrganization = true), ProducesResponseType<IbanModel>(201)]
    public async Task<IActionResult> CreateIban(
        [FromServices] CreateIbanHandler handler,
        string organization,
        [FromBody] IbanInput input,
        CancellationToken ct
    ) => CreatedAt(await handler.RunAsync(organization, input, ct), x => $"/v1/organizations/{organization}/ibans/{x.Iban}");

    [HttpPatch("{iban}"), Operation(Scopes.OrganizationsWrite), ProducesResponseType<IbanModel>(200)]
    public async Task<IActionResult> ChangeIban(
        [FromServices] ChangeIbanHandler handler,
        string organization,
        string iban,
        [FromBody] MergePatch<IbanChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(organization, iban, patch, ifMatch, ct));
}
