using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Clients;

internal static class ClientRules
{
    private const int OrganizationsMax = 1_000;

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeScopes<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(scopes => scopes is { Count: >= 1 } && scopes.All(Scopes.All.Contains))
            .Otherwise("scope-unknown", ClientsTexts.ScopeUnknown, ClientsTexts.UseScopes);

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeOrganizations<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(o =>
                o is { Count: >= 1 and <= OrganizationsMax }
                && o.All(code =>
                    code == Caller.EveryOrganization || OrganizationCode.TryParse(code, out var parsed) && parsed.Value == code
                )
            )
            .Otherwise("organization-invalid", ClientsTexts.OrganizationsInvalid, ClientsTexts.UseCodes);
}
