using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Services;

/// <summary>
/// What the taxonomy in force says of the codes of services: to whoever gives one its code, and to whoever reads it, because the
/// taxonomy changes while the service stays. Notices are counted only of services there is something to say of.
/// </summary>
public sealed class ServiceTaxonomyQueries(TaxonomyCheck taxonomy, ISettingEffects effects)
{
    /// <summary>Of a code that is new for the service; null when it may have it.</summary>
    public async Task<ApiError?> RefuseAsync(string code, CancellationToken ct) =>
        (await taxonomy.OfNamedAsync([code], ct)).GetValueOrDefault(code) is { IsRefused: true } finding
            ? ApiError.Invalid(finding.AsError("taxonomyCode"))
            : null;

    /// <param name="isNamed">The caller has just written the code: also told when nobody can look it up.</param>
    public async Task<ServiceModel> WarnAsync(ServiceModel service, bool isNamed, CancellationToken ct) =>
        (await WarnAsync([service], isNamed, ct))[0];

    public async Task<IReadOnlyList<ServiceModel>> WarnAsync(IReadOnlyList<ServiceModel> services, bool isNamed, CancellationToken ct)
    {
        var findings = await taxonomy.OfServicesAsync(services.Select(s => s.TaxonomyCode), isNamed, ct);
        var told = services.Where(s => findings.ContainsKey(s.TaxonomyCode)).Select(s => s.Code).ToArray();
        if (told.Length == 0)
            return services;
        var notices = await effects.CountOfServicesAsync(told, ct);
        return
        [
            .. services.Select(s =>
                findings.TryGetValue(s.TaxonomyCode, out var finding)
                    ? s with
                    {
                        Warnings = [.. s.Warnings ?? [], finding.AsWarning(notices.GetValueOrDefault(s.Code))],
                    }
                    : s
            ),
        ];
    }
}
