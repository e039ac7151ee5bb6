using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Organizations;

[Tags("organizations"), Route("v1/organizations/{organization}/ibans")]
public sealed class IbansController(IbanQueries queries, CreateIbanHandler create, ChangeIbanHandler change) : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead), ProducesResponseType<Page<IbanModel>>(200)]
    public async Task<IActionResult> ListIbans(string organization, [FromQuery] IbanFilter filter, CancellationToken ct) =>
        Answer(await queries.ListAsync(organization, filter, ct));

    [HttpPost, Operation(Scopes.OrganizationsWrite, NeedsActiveOrganization = true), ProducesResponseType<IbanModel>(201)]
    public async Task<IActionResult> CreateIban(string organization, [FromBody] IbanInput input, CancellationToken ct) =>
        CreatedAt(await create.RunAsync(organization, input, ct), x => $"/v1/organizations/{organization}/ibans/{x.Iban}");

    [HttpPatch("{iban}"), Operation(Scopes.OrganizationsWrite), ProducesResponseType<IbanModel>(200)]
    public async Task<IActionResult> ChangeIban(
        string organization,
        string iban,
        [FromBody] MergePatch<IbanChange> patch,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        CancellationToken ct
    ) => Answer(await change.RunAsync(organization, iban, patch, ifMatch, ct));
}
