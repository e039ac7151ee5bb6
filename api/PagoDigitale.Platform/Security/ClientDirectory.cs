using System.Collections.Concurrent;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// What clients may do at this moment. A token lives a quarter of an hour, but what was taken from its client since then is
/// taken from the token too: at once on the replica where the change was made, within <see cref="KnownFor"/> on the others.
/// </summary>
public sealed class ClientDirectory(IClientRegistry registry, TimeProvider clock)
{
    public static readonly TimeSpan KnownFor = TimeSpan.FromSeconds(5);

    private const int ClientsMax = 10_000;

    private readonly ConcurrentDictionary<string, Entry> _known = new();

    /// <summary>The caller with what is left of its token's grants; null when the client does not exist or is not active.</summary>
    public async Task<Caller?> NarrowAsync(Caller caller, CancellationToken ct)
    {
        var grants = await FindAsync(caller.ClientId, ct);
        if (grants is null)
            return null;
        return caller with
        {
            Scopes = caller.Scopes.Where(grants.Scopes.Contains).ToHashSet(StringComparer.Ordinal),
            Organizations =
                grants.ReachesEveryOrganization ? caller.Organizations
                : caller.ReachesEveryOrganization ? grants.Organizations
                : caller.Organizations.Where(grants.Organizations.Contains).ToHashSet(StringComparer.Ordinal),
        };
    }

    public void Forget(string clientId) => _known.TryRemove(clientId, out _);

    private async Task<Caller?> FindAsync(string clientId, CancellationToken ct)
    {
        if (_known.TryGetValue(clientId, out var entry) && clock.GetElapsedTime(entry.ReadAt) < KnownFor)
            return entry.Grants;
        // Taken before reading, so that the age counts from what was read.
        var readAt = clock.GetTimestamp();
        var grants = await registry.FindActiveAsync(clientId, ct);
        if (_known.Count >= ClientsMax)
            _known.Clear();
        _known[clientId] = new(grants, readAt);
        return grants;
    }

    private sealed record Entry(Caller? Grants, long ReadAt);
}
