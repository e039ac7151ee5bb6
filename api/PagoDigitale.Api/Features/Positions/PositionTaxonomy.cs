using PagoDigitale.Api.Features.Taxonomy.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// The codes of a position that is about to be a debt, its own and those of its service, against the taxonomy in force. Codes the
/// position has already are left alone: what is issued stays as it is, also when it is sent again.
/// </summary>
public sealed class PositionTaxonomy(TaxonomyCheck taxonomy)
{
    private const int WarningsMax = 20;

    /// <param name="issued">Whatever digit is in front of them (<see cref="TransferCategory.KeyOf"/>).</param>
    public async Task<Outcome<Warning[]>> CheckAsync(
        PositionInput input,
        PositionPlan plan,
        IReadOnlySet<string> issued,
        CancellationToken ct
    )
    {
        var named = Named(input).Where(n => !issued.Contains(TransferCategory.KeyOf(n.Code))).ToList();
        var inherited = plan
            .Instalments.SelectMany(i => i.Transfers)
            .Select(t => t.TaxonomyCode)
            .Where(c => !issued.Contains(TransferCategory.KeyOf(c)) && !named.Exists(n => TransferCategory.IsSame(n.Code, c)))
            .ToHashSet();
        if (named.Count + inherited.Count == 0)
            return Array.Empty<Warning>();
        var ofNamed = await taxonomy.OfNamedAsync(named.Select(n => n.Code), ct);
        var ofService = await taxonomy.OfAsync(inherited, ct);
        var errors = RefusedOf(named, ofNamed)
            .Concat(ofService.Values.Where(f => f.IsRefused).Select(f => f.AsError("serviceCode")))
            .ToList();
        return errors.Count > 0
            ? ApiError.Invalid(errors)
            : ofNamed.Values.Concat(ofService.Values).Take(WarningsMax).Select(f => f.AsWarning()).ToArray();
    }

    /// <summary>Of a position that cannot be planned: what is wrong with the codes it names itself, to be told with the rest.</summary>
    public async Task<List<FieldError>> RefusedAsync(PositionInput input, CancellationToken ct)
    {
        var named = Named(input).ToList();
        return named.Count == 0 ? [] : RefusedOf(named, await taxonomy.OfNamedAsync(named.Select(n => n.Code), ct));
    }

    private static List<FieldError> RefusedOf(
        List<(string Field, string Code)> named,
        IReadOnlyDictionary<string, TaxonomyFinding> findings
    ) => [.. named.Where(n => findings.GetValueOrDefault(n.Code) is { IsRefused: true }).Select(n => findings[n.Code].AsError(n.Field))];

    /// <summary>Of a draft: it becomes a debt now, whatever the taxonomy was when it was written.</summary>
    public async Task<ApiError?> RefuseAsync(IEnumerable<Instalment> drafts, CancellationToken ct)
    {
        var findings = await taxonomy.OfAsync(drafts.SelectMany(i => i.Transfers).Select(t => t.TaxonomyCode), ct);
        return findings.Values.FirstOrDefault(f => f.IsRefused) is { } finding
            ? ApiError.Conflict(
                finding.Fault,
                PositionsTexts.TaxonomyCodeRefused,
                PositionsTexts.SendWithOtherCode.With(finding.TaxonomyCode, finding.Message, finding.Remedy)
            )
            : null;
    }

    public static PositionModel Told(PositionModel position, Warning[] warnings) =>
        warnings.Length == 0 ? position : position with { Warnings = [.. position.Warnings ?? [], .. warnings] };

    private static IEnumerable<(string Field, string Code)> Named(PositionInput input) =>
        input
            .Options.SelectMany(
                (o, option) =>
                    o.Instalments.SelectMany(
                        (i, at) => (i.Transfers ?? []).Select((t, n) => (Field: Field(option, at, n), Code: t.TaxonomyCode))
                    )
            )
            .Where(x => x.Code is not null)
            .Select(x => (x.Field, x.Code!));

    private static string Field(int option, int instalment, int transfer) =>
        $"paymentOptions[{option}].instalments[{instalment}].transfers[{transfer}].taxonomyCode";
}
