using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

/// <summary>
/// Nobody gives what they don't have. A client that manages clients sees those whose organizations are all its own; it makes,
/// changes and gives secrets to those whose scopes are all its own too, else a new secret would be a way to more power.
/// </summary>
public static class ClientReach
{
    public static bool Covers(Caller caller, IEnumerable<string> organizations) =>
        caller.ReachesEveryOrganization || organizations.All(caller.Organizations.Contains);

    /// <summary>Null when the caller has all of it.</summary>
    public static ApiError? Refuse(Caller caller, IEnumerable<string> scopes, IEnumerable<string> organizations)
    {
        var foreignScopes = scopes.Where(s => !caller.HasScope(s)).ToList();
        var foreignOrganizations = caller.ReachesEveryOrganization
            ? []
            : organizations.Where(o => !caller.Organizations.Contains(o)).ToList();
        if (foreignScopes.Count == 0 && foreignOrganizations.Count == 0)
            return null;
        return new(
            ErrorKind.Forbidden,
            "grant-beyond-own",
            ClientsTexts.BeyondOwn,
            ClientsTexts.DoesNotHave.With(caller.ClientId, foreignScopes.Concat(foreignOrganizations))
        );
    }
}
