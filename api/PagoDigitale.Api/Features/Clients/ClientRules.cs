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
            .WithMessage("names a scope that does not exist, or none")
            .Remedy("scope-unknown", "Use at least one of the scopes that openapi.yaml lists under oauth2.");

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeOrganizations<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(o =>
                o is { Count: >= 1 and <= OrganizationsMax }
                && o.All(code =>
                    code == Caller.EveryOrganization || OrganizationCode.TryParse(code, out var parsed) && parsed.Value == code
                )
            )
            .WithMessage("must be 1 to 1000 fiscal codes of organizations, or *")
            .Remedy("organization-invalid", "Use the 11 digits of each organization, or * for all.");
}
