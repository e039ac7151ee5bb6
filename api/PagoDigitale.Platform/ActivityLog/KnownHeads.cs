using System.Collections.Concurrent;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>Where this process left the heads of the chains: a guess, compared with the database at every use.</summary>
public sealed class KnownHeads
{
    private const int CountMax = 10_000;

    private readonly ConcurrentDictionary<string, SealedHead> _heads = new();

    public SealedHead? Of(string organization) => _heads.GetValueOrDefault(organization);

    public void Remember(string organization, SealedHead head)
    {
        if (_heads.Count > CountMax)
            _heads.Clear();
        _heads[organization] = head;
    }
}

public sealed record SealedHead(ActivityHead Head, byte[] Seal);
