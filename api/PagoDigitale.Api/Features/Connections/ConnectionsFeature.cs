using PagoDigitale.Api.Features.Connections.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Connections;

/// <summary>Services outside that are called for an organization: with what key, how they do, what was exchanged.</summary>
public sealed class ConnectionsFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["connections"];

    public override IReadOnlyList<Type> RecurringJobs => [typeof(CallDueConnections), typeof(TellDeadlines)];

    public override IReadOnlyList<EventType> Events =>
        [
            EventType.Of<ConnectionCaughtUp>(),
            EventType.Of<ConnectionChanged>(),
            EventType.Of<ConnectionCreated>(),
            EventType.Of<ConnectionDelayed>(),
            EventType.Of<ConnectionFailing>(),
            EventType.Of<ConnectionKeyExpiring>(),
            EventType.Of<ConnectionRecovered>(),
            EventType.Of<ConnectionRemoved>(),
            EventType.Of<ConnectionUnread>(),
        ];

    public override IReadOnlyList<ErrorCode> Errors => ConnectionsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ConnectionsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new(ExchangeModel.Prefix, "exchange")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ConnectionsRead, Scopes.ConnectionsWrite];

    public override void AddServices(IServiceCollection services) =>
        services.AddPerCall(
            typeof(CallConnectionHandler),
            typeof(ChangeConnectionHandler),
            typeof(ConnectionCalls),
            typeof(ConnectionRows),
            typeof(CreateConnectionHandler),
            typeof(DownloadExchangeResponseHandler),
            typeof(ListConnectionExchangesHandler),
            typeof(ListConnectionsHandler),
            typeof(ReadConnectionHandler),
            typeof(RemoveConnectionHandler)
        );
}
