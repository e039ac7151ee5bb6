using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Settings;

/// <summary>
/// A change of a setting that notices already issued can feel. A setting is for what comes: what is out stays payable, and
/// whoever changes one is told how many open notices it touches, in the answer to the change (decision 0013). A feature
/// whose settings can be put aside makes one of these of the change.
/// </summary>
public abstract record SettingChange
{
    public sealed record OrganizationClosed : SettingChange;

    public sealed record AccountClosed(string Iban) : SettingChange;

    public sealed record StationPutAside(int AuxDigit, string? Code) : SettingChange;

    public sealed record ServiceClosed(string Code) : SettingChange;

    /// <summary>The service takes no late payments any more.</summary>
    public sealed record LatePaymentsEnded(string Service) : SettingChange;

    /// <summary>What is owed for the service may not be pushed as a request to pay any more.</summary>
    public sealed record RequestsToPayForbidden(string Service) : SettingChange;

    /// <summary>What is owed for the service may be pushed as a request to pay from now on.</summary>
    public sealed record RequestsToPayAllowed(string Service) : SettingChange;

    public sealed record AccertamentoClosed(Guid Id) : SettingChange;
}

/// <summary>
/// Answered by who knows the notices. It stands between the settings and the notices, which know the settings: so neither needs the other.
/// </summary>
public interface ISettingEffects
{
    /// <summary>Empty when no open notice is touched.</summary>
    Task<IReadOnlyList<Warning>> OfAsync(IEnumerable<SettingChange> changes, CancellationToken ct);

    /// <summary>How many open notices each of these services has; those without any are not there.</summary>
    Task<IReadOnlyDictionary<string, long>> CountOfServicesAsync(IReadOnlyCollection<string> services, CancellationToken ct);
}
