using FluentValidation;
using PagoDigitale.Api.Features.Flows.Formats;
using PagoDigitale.Api.Features.Flows.Formats.Standard;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Flows;

/// <summary>What upload and change ask of the same parameters.</summary>
internal static class FlowRules
{
    public static IRuleBuilderOptions<T, string?> MustBeEncoding<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(e => e is null || TextEncoding.Names.Contains(e))
            .Otherwise("encoding-unknown", FlowsTexts.NoEncoding, FlowsTexts.UseEncoding.With(TextEncoding.Names.AsEnumerable()));

    public static IRuleBuilderOptions<T, string?> MustBeCode<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Matches("^[A-Za-z0-9_-]{1,35}$").Otherwise("code-invalid", FlowsTexts.NoCode, FlowsTexts.GiveCode);
}
