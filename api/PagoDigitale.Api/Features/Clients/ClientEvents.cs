using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Clients;

public abstract record ClientEvent(string ClientId, string Name, bool IsActive) : EventData
{
    protected override string SubjectId => ClientId;
}

[Event("client.created", "A client was entered.")]
public sealed record ClientCreated(string ClientId, string Name, bool IsActive) : ClientEvent(ClientId, Name, IsActive);

[Event("client.changed", "A client was changed or put out of use.")]
public sealed record ClientChanged(string ClientId, string Name, bool IsActive) : ClientEvent(ClientId, Name, IsActive);

[Event("client.secret-issued", "A client got another secret.")]
public sealed record ClientSecretIssued(string ClientId, string Name, bool IsActive, string SecretId)
    : ClientEvent(ClientId, Name, IsActive);
