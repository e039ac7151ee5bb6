using Microsoft.EntityFrameworkCore;
using PagoDigitale.Api.Database;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Organizations.Logo;

public sealed class DownloadOrganizationLogoHandler(PagoDb db)
{
    public async Task<Outcome<OrganizationLogo>> RunAsync(string organization, CancellationToken ct) =>
        await db.Set<OrganizationLogo>().AsNoTracking().SingleOrDefaultAsync(l => l.OrganizationId == organization, ct) is { } logo
            ? logo
            : new ApiError(ErrorKind.NotFound, "logo-not-found", OrganizationsTexts.NoLogo, OrganizationsTexts.UploadLogo);
}
