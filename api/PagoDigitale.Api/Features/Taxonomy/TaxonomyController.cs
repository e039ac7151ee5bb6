using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Api.Features.Taxonomy;

/// <summary>One list for the whole platform: whoever has a token reads it, only who manages it loads it.</summary>
[Tags("taxonomy"), Route("v1")]
public sealed class TaxonomyController : ApiController
{
    /// <summary>Ten times what the published file has.</summary>
    private const long LengthMax = 10L * 1024 * 1024;

    [HttpGet("taxonomy-versions"), Operation(MayReadStandby = true), ProducesResponseType<Page<TaxonomyVersionModel>>(200)]
    public async Task<IActionResult> ListTaxonomyVersions(
        [FromServices] ListTaxonomyVersionsHandler handler,
        [FromQuery] PageQuery page,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(page, ct));

    [HttpPost("taxonomy-versions"), Operation(Scopes.TaxonomyManage)]
    [ProducesResponseType<TaxonomyVersionModel>(200), ProducesResponseType<TaxonomyVersionModel>(201)]
    public async Task<IActionResult> UploadTaxonomyVersion(
        [FromServices] UploadTaxonomyVersionHandler handler,
        [FromQuery] TaxonomyUpload parameters,
        [Upload("text/csv", "application/octet-stream", LengthMax = LengthMax)] SpooledUpload file,
        CancellationToken ct
    ) =>
        parameters.DryRun
            ? Computed(await handler.TryAsync(parameters, file, ct))
            : CreatedOrFound(await handler.RunAsync(parameters, file, ct), v => $"/v1/taxonomy-versions/{v.Id}");

    [HttpGet("taxonomy-versions/{taxonomyVersion}"), Operation, ProducesResponseType<TaxonomyVersionModel>(200)]
    public async Task<IActionResult> ReadTaxonomyVersion(
        [FromServices] ReadTaxonomyVersionHandler handler,
        string taxonomyVersion,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(taxonomyVersion, ct));

    [HttpGet("taxonomy-codes"), Operation(MayReadStandby = true), ProducesResponseType<Page<TaxonomyCodeModel>>(200)]
    public async Task<IActionResult> ListTaxonomyCodes(
        [FromServices] ListTaxonomyCodesHandler handler,
        [FromQuery] TaxonomyCodeFilter filter,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(filter, ct));

    [HttpGet("taxonomy-codes/{taxonomyCode}"), Operation, ProducesResponseType<TaxonomyCodeModel>(200)]
    public async Task<IActionResult> ReadTaxonomyCode(
        [FromServices] ReadTaxonomyCodeHandler handler,
        string taxonomyCode,
        CancellationToken ct
    ) => Answer(await handler.RunAsync(taxonomyCode, ct));
}
