using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Clients;

/// <summary>The programs that may call, and their secrets.</summary>
public sealed class ClientsFeature : Feature
{
    public override int Floor => 2;

    public override IReadOnlyList<string> Tables => ["client_secrets", "clients"];

    public override IReadOnlyList<EventType> Events =>
        [EventType.Of<ClientChanged>(), EventType.Of<ClientCreated>(), EventType.Of<ClientSecretIssued>()];

    public override IReadOnlyList<ErrorCode> Errors => ClientsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ClientsTexts)];

    public override IReadOnlyList<IdentifierKind> Identifiers => [new("cli", "client"), new("sec", "secret")];

    public override IReadOnlyList<string> ScopeNames => [Scopes.ClientsManage];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IClientRegistry, ClientRegistry>();
        services.AddPerCall(
            typeof(ChangeClientHandler),
            typeof(ClientCredentialQueries),
            typeof(CreateClientHandler),
            typeof(CreateClientSecretHandler),
            typeof(ListClientsHandler),
            typeof(ReadClientHandler)
        );
    }
}
