using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Connections.Door;

public abstract record ConnectionTold(ConnectionCode Connection) : EventData
{
    public ConnectionCode Connection { get; } = Connection;

    protected override string SubjectId => StateText.Of(Connection);
}

public abstract record ConnectionSettings(ConnectionCode Connection, string BaseUrl, bool HasSubscriptionKey, bool IsPaused)
    : ConnectionTold(Connection);

[Event("connection.created", "A service outside is called for the organization from now on.")]
public sealed record ConnectionCreated(ConnectionCode Connection, string BaseUrl, bool HasSubscriptionKey, bool IsPaused)
    : ConnectionSettings(Connection, BaseUrl, HasSubscriptionKey, IsPaused);

[Event("connection.changed", "A connection was changed, paused or resumed.")]
public sealed record ConnectionChanged(ConnectionCode Connection, string BaseUrl, bool HasSubscriptionKey, bool IsPaused)
    : ConnectionSettings(Connection, BaseUrl, HasSubscriptionKey, IsPaused);

[Event("connection.removed", "A connection was removed.")]
public sealed record ConnectionRemoved(ConnectionCode Connection, string BaseUrl, bool HasSubscriptionKey, bool IsPaused)
    : ConnectionSettings(Connection, BaseUrl, HasSubscriptionKey, IsPaused);

/// <param name="Code">Of the failure.</param>
[Event("connection.failing", "Calls to a service fail from now on.")]
public sealed record ConnectionFailing(ConnectionCode Connection, string Code, Message Message) : ConnectionTold(Connection);

[Event("connection.recovered", "Calls to a service go well again.")]
public sealed record ConnectionRecovered(ConnectionCode Connection, DateTimeOffset FailingSince) : ConnectionTold(Connection);

/// <param name="ExpiresOn">The last day on which the key works.</param>
[Event("connection.key-expiring", "The key of a connection ends soon, or has ended.")]
public sealed record ConnectionKeyExpiring(ConnectionCode Connection, DateOnly ExpiresOn) : ConnectionTold(Connection);

/// <param name="Since">The last good call, or when the connection was entered.</param>
[Event("connection.unread", "A service gave nothing for 25 days: what it has is kept for 30.")]
public sealed record ConnectionUnread(ConnectionCode Connection, DateTimeOffset Since) : ConnectionTold(Connection);

/// <param name="WaitingSince">Since when the oldest of it waits.</param>
[Event("connection.delayed", "What waits for a service has waited longer than it should.")]
public sealed record ConnectionDelayed(ConnectionCode Connection, DateTimeOffset WaitingSince, long BacklogCount)
    : ConnectionTold(Connection);

[Event("connection.caught-up", "Nothing waits for a service longer than it should any more.")]
public sealed record ConnectionCaughtUp(ConnectionCode Connection) : ConnectionTold(Connection);
