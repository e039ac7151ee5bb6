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
        var entry = await FindAsync(caller.ClientId, ct);
        if (entry.Grants is not { } grants)
            return null;
        // Of the same token the same is left, as long as the client has what it had.
        if (entry.Last is { } last && ReferenceEquals(last.Claimed, caller))
            return last.Left;
        var left = Narrow(caller, grants);
        entry.Last = new(caller, left);
        return left;
    }

    public void Forget(string clientId) => _known.TryRemove(clientId, out _);

    private static Caller Narrow(Caller caller, Caller grants) =>
        caller with
        {
            Scopes = caller.Scopes.Where(grants.Scopes.Contains).ToHashSet(StringComparer.Ordinal),
            Organizations =
                grants.ReachesEveryOrganization ? caller.Organizations
                : caller.ReachesEveryOrganization ? grants.Organizations
                : caller.Organizations.Where(grants.Organizations.Contains).ToHashSet(StringComparer.Ordinal),
        };

    private async Task<Entry> FindAsync(string clientId, CancellationToken ct)
    {
        if (_known.TryGetValue(clientId, out var entry) && clock.GetElapsedTime(entry.ReadAt) < KnownFor)
            return entry;
        // Taken before reading, so that the age counts from what was read.
        var readAt = clock.GetTimestamp();
        var grants = await registry.FindActiveAsync(clientId, ct);
        if (_known.Count >= ClientsMax)
            _known.Clear();
        return _known[clientId] = new(grants, readAt);
    }

    private sealed record Entry(Caller? Grants, long ReadAt)
    {
        public Narrowed? Last { get; set; }
    }

    private sealed record Narrowed(Caller Claimed, Caller Left);
}
