namespace PagoDigitale.Platform.Security;

/// <summary>Who calls: a machine client, what it may do and for whom ("*" in <see cref="Organizations"/>: every organization).</summary>
public sealed record Caller(string ClientId, IReadOnlySet<string> Scopes, IReadOnlySet<string> Organizations)
{
    public const string EveryOrganization = "*";

    public bool HasScope(string scope) => Scopes.Contains(scope);

    public bool MayActFor(string organization) => ReachesEveryOrganization || Organizations.Contains(organization);

    public bool ReachesEveryOrganization => Organizations.Contains(EveryOrganization);

    public static Caller? Of(HttpContext http) => http.Features.Get<Caller>();
}
