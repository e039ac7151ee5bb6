using System.Collections.Concurrent;

namespace PagoDigitale.Platform.Security;

/// <summary>
/// Tokens whose signature was found right, until they end or their key is published no more: a client sends the same one for a quarter of
/// an hour, and verifying it costs more than many an answer. What the client may still do is asked anew each time
/// (<see cref="ClientDirectory"/>).
/// </summary>
public sealed class VerifiedTokens(SigningKeys keys, TimeProvider clock)
{
    private const int CountMax = 10_000;

    private readonly ConcurrentDictionary<string, Verified> _known = new(StringComparer.Ordinal);

    /// <summary>Null when it was not verified yet, or is to be verified again.</summary>
    public Caller? Find(string token)
    {
        if (!_known.TryGetValue(token, out var verified))
            return null;
        if (verified.Until > clock.GetUtcNow() && keys.Published(verified.KeyId) is not null)
            return verified.Caller;
        _known.TryRemove(token, out _);
        return null;
    }

    /// <param name="until">The end that the token itself says, without any tolerance.</param>
    public void Remember(string token, string keyId, DateTimeOffset until, Caller caller)
    {
        if (_known.Count >= CountMax)
            _known.Clear();
        _known[token] = new(caller, keyId, until);
    }

    private sealed record Verified(Caller Caller, string KeyId, DateTimeOffset Until);
}
