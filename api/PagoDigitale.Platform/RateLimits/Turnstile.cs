using System.Diagnostics.CodeAnalysis;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.RateLimits;

/// <summary>What may be under way at once, in all and for one organization or client, and how many and how long others may wait.</summary>
public sealed record TurnstileLimits(int InAll, int PerOrganization, int PerClient, TimeSpan Patience)
{
    /// <summary>Of one organization: whoever comes when so many wait already would wait in vain.</summary>
    public int WaitingMax { get; init; } = 256;
}

/// <summary>
/// Lets in as many as there is room for; the rest wait here, holding nothing, in the order they came. Whoever waits because
/// of its own organization or client is passed by everybody else, so one tenant's queue is nobody else's.
/// </summary>
public sealed class Turnstile(TurnstileLimits limits, TimeProvider clock)
{
    private static readonly TimeSpan ComeBackAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _organizations = [];
    private readonly Dictionary<string, int> _clients = [];
    private readonly LinkedList<Waiter> _waiting = [];
    private int _inside;

    public TurnstileLimits Limits => limits;

    /// <param name="client">Null for the node, which comes for everybody.</param>
    public async Task<Outcome<Place>> EnterAsync(string organization, string? client, CancellationToken ct)
    {
        var waiter = new Waiter(organization, client);
        lock (_gate)
        {
            if (TryLetIn(waiter))
                return new Place(this, waiter);
            if (_waiting.Count(w => w.Organization == organization) >= limits.WaitingMax)
                return Refusal(waiter);
            _waiting.AddLast(waiter);
        }
        try
        {
            await waiter.LetIn.Task.WaitAsync(limits.Patience, clock, ct);
            return new Place(this, waiter);
        }
        catch (Exception given) when (given is TimeoutException or OperationCanceledException)
        {
            if (!TryGiveUp(waiter, out var refusal))
                return new Place(this, waiter);
            ct.ThrowIfCancellationRequested();
            return refusal;
        }
    }

    /// <summary>False when it was let in at the last moment.</summary>
    private bool TryGiveUp(Waiter waiter, [NotNullWhen(true)] out ApiError? refusal)
    {
        lock (_gate)
        {
            refusal = _waiting.Remove(waiter) ? Refusal(waiter) : null;
            return refusal is not null;
        }
    }

    private void Leave(Waiter waiter)
    {
        lock (_gate)
        {
            _inside--;
            Take(_organizations, waiter.Organization);
            if (waiter.Client is not null)
                Take(_clients, waiter.Client);
            for (var next = _waiting.First; next is not null && _inside < limits.InAll; )
            {
                var (current, following) = (next, next.Next);
                if (TryLetIn(current.Value))
                {
                    _waiting.Remove(current);
                    current.Value.LetIn.SetResult();
                }
                next = following;
            }
        }
    }

    private bool TryLetIn(Waiter waiter)
    {
        if (
            _inside >= limits.InAll
            || IsFull(_organizations, waiter.Organization, limits.PerOrganization)
            || IsFull(_clients, waiter.Client, limits.PerClient)
        )
            return false;
        _inside++;
        _organizations[waiter.Organization] = _organizations.GetValueOrDefault(waiter.Organization) + 1;
        if (waiter.Client is not null)
            _clients[waiter.Client] = _clients.GetValueOrDefault(waiter.Client) + 1;
        return true;
    }

    private ApiError Refusal(Waiter waiter)
    {
        var full =
            IsFull(_organizations, waiter.Organization, limits.PerOrganization)
                ? RateLimitTexts.OrganizationFull.With(waiter.Organization, limits.PerOrganization)
            : IsFull(_clients, waiter.Client, limits.PerClient) ? RateLimitTexts.ClientFull.With(waiter.Client, limits.PerClient)
            : null;
        return full is null
            ? new(ErrorKind.Busy, "overloaded", RateLimitTexts.Overloaded, RateLimitTexts.NothingDone) { RetryAfter = ComeBackAfter }
            : new(ErrorKind.TooMany, "too-many-at-once", RateLimitTexts.TooManyAtOnce, full) { RetryAfter = ComeBackAfter };
    }

    private static bool IsFull(Dictionary<string, int> counts, string? key, int max) =>
        key is not null && counts.GetValueOrDefault(key) >= max;

    private static void Take(Dictionary<string, int> counts, string key)
    {
        if (counts[key] == 1)
            counts.Remove(key);
        else
            counts[key]--;
    }

    private sealed class Waiter(string organization, string? client)
    {
        public string Organization { get; } = organization;

        public string? Client { get; } = client;

        public TaskCompletionSource LetIn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Held while the thing is under way.</summary>
    public sealed class Place : IDisposable
    {
        private readonly Turnstile _turnstile;
        private Waiter? _waiter;

        internal Place(Turnstile turnstile, object waiter) => (_turnstile, _waiter) = (turnstile, (Waiter)waiter);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _waiter, null) is { } waiter)
                _turnstile.Leave(waiter);
        }
    }
}
