using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>Operations of organizations in the contract; they live here because what they change is positions.</summary>
[Tags("organizations"), Route("v1/organizations/{organization}")]
public sealed class IbanReplacementsController : ApiController
{
    [
        HttpPost("ibans/{iban}/replacements"),
        Operation(Scopes.OrganizationsWrite, CanConflict = true),
        ProducesResponseType<IbanReplacementModel>(200),
        ProducesResponseType<IbanReplacementModel>(202)
    ]
    public async Task<IActionResult> ReplaceIban(
        [FromServices] ReplaceIbanHandler handler,
        string organization,
        string iban,
        [FromBody] IbanReplacementInput input,
        CancellationToken ct,
        [FromQuery(Name = "dryRun")] bool dryRun = false
    ) =>
        dryRun
            ? Computed(await handler.TryAsync(iban, input, ct))
            : CreatedOrFound(
                await handler.RunAsync(iban, input, ct),
                r => $"/v1/organizations/{organization}/iban-replacements/{r.Id}",
                statusWhenNew: 202
            );

    [
        HttpGet("iban-replacements"),
        Operation(Scopes.OrganizationsRead, MayReadStandby = true),
        ProducesResponseType<Page<IbanReplacementModel>>(200)
    ]
    public async Task<IActionResult> ListIbanReplacements(
        [FromServices] ListIbanReplacementsHandler handler,
        string organization,
        [FromQuery] IbanReplacementFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("iban-replacements/{replacement}"), Operation(Scopes.OrganizationsRead), ProducesResponseType<IbanReplacementModel>(200)]
    public async Task<IActionResult> ReadIbanReplacement(
        [FromServices] ReadIbanReplacementHandler handler,
        string organization,
        string replacement,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(replacement, ct));

    [
        HttpPost("iban-replacements/{replacement}/cancel"),
        Operation(Scopes.OrganizationsWrite, CanConflict = true),
        ProducesResponseType<IbanReplacementModel>(200)
    ]
    public async Task<IActionResult> CancelIbanReplacement(
        [FromServices] CancelIbanReplacementHandler handler,
        string organization,
        string replacement,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(replacement, ct));
}
