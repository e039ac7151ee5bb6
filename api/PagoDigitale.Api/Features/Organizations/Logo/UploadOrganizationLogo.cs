using PagoDigitale.Core.Languages;
using PagoDigitale.Documents.Pdf.Images;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Organizations.Logo;

/// <summary>
/// Takes a logo only if the notices can print it: it is read here as the printer reads it, within the printer's limits, so
/// that a picture of a few bytes which unpacks to gigabytes is refused by its header.
/// </summary>
public sealed class UploadOrganizationLogoHandler(TenantSession session, OrganizationEventWriter events, TimeProvider clock)
{
    public const long LengthMax = 512 * 1024;

    public async Task<Outcome<bool>> RunAsync(SpooledUpload file, CancellationToken ct)
    {
        var content = await file.ReadAllAsync(ct);
        if (Signature(content) is not { } mediaType)
            return Refuse("logo-not-an-image", OrganizationsTexts.NotAnImage, OrganizationsTexts.ExportAgain);
        // A form may not say what its file is.
        if (
            file.MediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase)
            && !file.MediaType.StartsWith(mediaType, StringComparison.OrdinalIgnoreCase)
        )
            return Refuse(
                "logo-type-mismatch",
                OrganizationsTexts.OtherMediaType.With(mediaType, file.MediaType),
                OrganizationsTexts.SendAs.With(mediaType)
            );
        try
        {
            PdfImage.Load(content);
        }
        catch (PictureRefusedException refused)
        {
            return Refuse("logo-unusable", refused.Reason, OrganizationsTexts.ExportSmaller);
        }
        await session.ExecuteAsync(
            """
            INSERT INTO organization_logos (organization_id, media_type, content, updated_at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (organization_id) DO UPDATE SET media_type = $2, content = $3, updated_at = $4
            """,
            ct,
            session.Organization,
            mediaType,
            content,
            clock.GetUtcNow()
        );
        await session.ExecuteAsync("UPDATE organizations SET has_logo = true WHERE organization_id = $1", ct, session.Organization);
        await events.EmitChangedAsync(ct);
        return true;
    }

    private static string? Signature(byte[] content) =>
        content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : null;

    private static ApiError Refuse(string code, Message message, Message remedy) =>
        ApiError.Invalid(new FieldError("body", code, message, remedy));
}
