using FluentValidation;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Clients;

internal static class ClientRules
{
    private const int OrganizationsMax = 1_000;
    private const int NamedMax = 10;
    private const int NameMax = 64;

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeScopes<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(scopes => scopes is { Count: >= 1 } && scopes.All(Scopes.All.Contains))
            .Otherwise(
                "scope-unknown",
                (_, scopes) =>
                    scopes is { Count: >= 1 }
                        ? Naming(ClientsTexts.ScopesUnknown, scopes.Where(s => !Scopes.All.Contains(s)))
                        : ClientsTexts.NoScope,
                ClientsTexts.UseScopes
            );

    public static IRuleBuilderOptions<T, IReadOnlyList<string>> MustBeOrganizations<T>(this IRuleBuilder<T, IReadOnlyList<string>> rule) =>
        rule.Must(o => IsWithinBounds(o) && o.All(IsOrganization))
            .Otherwise(
                "organization-invalid",
                (_, o) =>
                    IsWithinBounds(o)
                        ? Naming(ClientsTexts.OrganizationsInvalid, o.Where(code => !IsOrganization(code)))
                        : ClientsTexts.OrganizationsCount,
                ClientsTexts.UseCodes
            );

    private static bool IsWithinBounds(IReadOnlyList<string>? organizations) => organizations is { Count: >= 1 and <= OrganizationsMax };

    private static bool IsOrganization(string code) =>
        code == Caller.EveryOrganization || OrganizationCode.TryParse(code, out var parsed) && parsed.Value == code;

    /// <summary>The first of them, and none at more length than a right one has.</summary>
    private static Message Naming(Wording wording, IEnumerable<string> faults)
    {
        var all = faults.Distinct().Select(f => Clipped.WithEllipsis(f, NameMax)).ToList();
        return all.Count > NamedMax ? wording.With(ClientsTexts.AndMore.With(all.Take(NamedMax), all.Count - NamedMax)) : wording.With(all);
    }
}
