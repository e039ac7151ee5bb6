using System.Security.Cryptography;
using System.Text;

namespace PagoDigitale.Platform.Outbound;

/// <summary>So many calls in so long, whatever is answered: what a service allows one key, whoever of the organizations has it.</summary>
/// <param name="Name">Of what is counted together; it holds no secret.</param>
public sealed record CallBudget(string Name, int CallsMax, TimeSpan Window)
{
    /// <summary>Of the calls with one key to one server; of those without a key, an organization's own.</summary>
    public static CallBudget OfKey(OutboundCall call, string? key, int callsMax, TimeSpan window)
    {
        var counted = SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Address.Authority}\n{key ?? call.Organization}"));
        return new($"{call.Service}/{Convert.ToHexStringLower(counted)}", callsMax, window);
    }
}

/// <summary>The calls that a service allows are made: nothing was sent.</summary>
/// <param name="wait">Until it makes sense to ask again.</param>
public sealed class BudgetSpentException(TimeSpan wait) : Exception($"No call is left for {wait}.")
{
    public TimeSpan Wait { get; } = wait;
}
