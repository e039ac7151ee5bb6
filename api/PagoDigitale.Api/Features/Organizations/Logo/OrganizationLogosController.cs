using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Organizations.Logo;

[Tags("organizations"), Route("v1/organizations/{organization}/logo")]
public sealed class OrganizationLogosController : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead, MayReadStandby = true), ProducesResponseType(200)]
    public async Task<IActionResult> DownloadOrganizationLogo(
        [FromServices] DownloadOrganizationLogoHandler handler,
        string organization,
        CancellationToken ct
    ) => FileOf(await handler.RunAsync(organization, ct), logo => File(logo.Content, logo.MediaType));

    [HttpPut, Operation(Scopes.OrganizationsWrite), ProducesResponseType(204)]
    public async Task<IActionResult> UploadOrganizationLogo(
        [FromServices] UploadOrganizationLogoHandler handler,
        string organization,
        [Upload("image/png", "image/jpeg", LengthMax = UploadOrganizationLogoHandler.LengthMax)] SpooledUpload file,
        CancellationToken ct
    ) => NoContentOr(await handler.RunAsync(file, ct));

    [HttpDelete, Operation(Scopes.OrganizationsWrite), ProducesResponseType(204)]
    public async Task<IActionResult> RemoveOrganizationLogo(
        [FromServices] RemoveOrganizationLogoHandler handler,
        string organization,
        CancellationToken ct
    ) => NoContentOr(await handler.RunAsync(ct));
}
