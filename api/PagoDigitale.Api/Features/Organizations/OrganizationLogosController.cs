using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Organizations;

[Tags("organizations"), Route("v1/organizations/{organization}/logo")]
public sealed class OrganizationLogosController(LogoQueries queries, UploadLogoHandler upload, RemoveLogoHandler remove) : ApiController
{
    [HttpGet, Operation(Scopes.OrganizationsRead), ProducesResponseType(200)]
    public async Task<IActionResult> DownloadOrganizationLogo(string organization, CancellationToken ct)
    {
        var logo = await queries.ReadAsync(organization, ct);
        return logo.Error is { } error ? Refusal(error) : File(logo.Value!.Content, logo.Value.MediaType);
    }

    [HttpPut, Operation(Scopes.OrganizationsWrite), ProducesResponseType(204)]
    public async Task<IActionResult> UploadOrganizationLogo(
        string organization,
        [Upload("image/png", "image/jpeg", LengthMax = UploadLogoHandler.LengthMax)] SpooledUpload file,
        CancellationToken ct
    ) => NoContentOr(await upload.RunAsync(file, ct));

    [HttpDelete, Operation(Scopes.OrganizationsWrite), ProducesResponseType(204)]
    public async Task<IActionResult> RemoveOrganizationLogo(string organization, CancellationToken ct) =>
        NoContentOr(await remove.RunAsync(ct));
}
