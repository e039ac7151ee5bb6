using FluentValidation;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ApiClientInput
{
    public required string Name { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Organizations { get; init; }
}

public sealed class ApiClientInputValidator : AbstractValidator<ApiClientInput>
{
    public ApiClientInputValidator()
    {
        RuleFor(x => x.Name).NotEmpty().MaximumLength(100);
        RuleFor(x => x.Scopes).MustBeScopes();
        RuleFor(x => x.Organizations).MustBeOrganizations();
    }
}

public sealed class CreateClientHandler(TenantSession session, ReadClientHandler read, EventLog events, TimeProvider clock)
{
    public async Task<Outcome<ApiClientModel>> RunAsync(ApiClientInput input, Caller caller, CancellationToken ct)
    {
        if (ClientReach.Refuse(caller, input.Scopes, input.Organizations) is { } refusal)
            return refusal;
        var now = clock.GetUtcNow();
        var clientId = PublicId.Format("cli", PublicId.NewGuid(now));
        var secret = ClientSecret.Generate();
        await session.ExecuteAsync(
            """
            WITH client AS (
                INSERT INTO clients (client_id, name, scopes, organizations, created_at) VALUES ($1, $2, $3, $4, $5) RETURNING client_id)
            INSERT INTO client_secrets (client_id, secret_id, secret_hash, created_at) SELECT client_id, $6, $7, $5 FROM client
            """,
            ct,
            clientId,
            input.Name,
            input.Scopes.Distinct().ToArray(),
            input.Organizations.Distinct().ToArray(),
            now,
            PublicId.NewGuid(now),
            ClientSecret.HashOf(secret)
        );
        await events.EmitAsync(new ClientCreated(clientId, input.Name, IsActive: true), ct);
        var created = await read.RunAsync(clientId, caller, ct);
        return created.Error is { } error ? error : created.Value! with { ClientSecret = secret };
    }
}
