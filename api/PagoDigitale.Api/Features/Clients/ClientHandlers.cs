using FluentValidation;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Clients;

public sealed class CreateClientHandler(TenantSession session, ClientQueries queries, EventLog events, TimeProvider clock)
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
        await events.EmitAsync("client.created", "client", clientId, new { }, ct);
        var created = await queries.ReadAsync(clientId, caller, ct);
        return created.Error is { } error ? error : created.Value! with { ClientSecret = secret };
    }
}

public sealed class ChangeClientHandler(
    TenantSession session,
    ClientQueries queries,
    EventLog events,
    IValidator<ApiClientChange> validator
)
{
    public async Task<Outcome<ApiClientModel>> RunAsync(
        string clientId,
        MergePatch<ApiClientChange> patch,
        string? ifMatch,
        Caller caller,
        CancellationToken ct
    )
    {
        var found = await queries.ReadAsync(clientId, caller, ct);
        if (found.Error is { } missing)
            return missing;
        var current = found.Value!;
        if (EntityTag.Check(ifMatch, current.Version) is { } stale)
            return stale;
        var outcome = patch.ApplyTo(
            new()
            {
                Name = current.Name,
                Scopes = current.Scopes,
                Organizations = current.Organizations,
                IsActive = current.IsActive,
            },
            validator
        );
        if (outcome.Error is { } error)
            return error;
        var change = outcome.Value!;
        // Both what the client has and what it would have: a stronger client is not for a weaker one to change.
        if (
            ClientReach.Refuse(
                caller,
                current.Scopes.Concat(change.Scopes!).Distinct(),
                current.Organizations.Concat(change.Organizations!).Distinct()
            ) is
            { } refusal
        )
            return refusal;
        var changed = await session.ExecuteAsync(
            """
            UPDATE clients SET name = $3, scopes = $4, organizations = $5, is_active = $6, version = version + 1 WHERE client_id = $1
                AND version = $2
            """,
            ct,
            clientId,
            (int)current.Version,
            change.Name,
            change.Scopes!.Distinct().ToArray(),
            change.Organizations!.Distinct().ToArray(),
            change.IsActive
        );
        if (changed == 0)
            return EntityTag.Stale(ifMatch, current.Version + 1);
        await events.EmitAsync("client.changed", "client", clientId, new { change.IsActive }, ct);
        return await queries.ReadAsync(clientId, caller, ct);
    }
}

/// <summary>Rotation: a new secret now, the previous ones until the moment the caller says.</summary>
public sealed class CreateClientSecretHandler(TenantSession session, ClientQueries queries, EventLog events, TimeProvider clock)
{
    private const int SecretsMax = 10;

    public async Task<Outcome<ApiClientSecretIssued>> RunAsync(
        string clientId,
        ApiClientSecretInput input,
        Caller caller,
        CancellationToken ct
    )
    {
        await session.ExecuteAsync("SELECT FROM clients WHERE client_id = $1 FOR UPDATE", ct, clientId);
        var found = await queries.ReadAsync(clientId, caller, ct);
        if (found.Error is { } missing)
            return missing;
        if (ClientReach.Refuse(caller, found.Value!.Scopes, found.Value.Organizations) is { } refusal)
            return refusal;
        if (input.PreviousExpiresAt is not null && found.Value.Secrets.Count >= SecretsMax)
            return ApiError.Conflict(
                "too-many-secrets",
                "The client has too many secrets",
                $"{SecretsMax} secrets still work: rotate without an overlap, or wait until some expire."
            );
        var now = clock.GetUtcNow();
        var (secretId, secret) = (PublicId.NewGuid(now), ClientSecret.Generate());
        await session.ExecuteAsync(
            "UPDATE client_secrets SET expires_at = least(expires_at, $2) WHERE client_id = $1",
            ct,
            clientId,
            input.PreviousExpiresAt ?? now
        );
        await session.ExecuteAsync("DELETE FROM client_secrets WHERE client_id = $1 AND expires_at <= $2", ct, clientId, now);
        await session.ExecuteAsync(
            "INSERT INTO client_secrets (client_id, secret_id, secret_hash, created_at) VALUES ($1, $2, $3, $4)",
            ct,
            clientId,
            secretId,
            ClientSecret.HashOf(secret),
            now
        );
        await session.ExecuteAsync("UPDATE clients SET version = version + 1 WHERE client_id = $1", ct, clientId);
        await events.EmitAsync("client.secret-issued", "client", clientId, new { }, ct);
        return new ApiClientSecretIssued
        {
            ClientId = clientId,
            SecretId = PublicId.Format(ApiClientSecretModel.Prefix, secretId),
            ClientSecret = secret,
            CreatedAt = now,
            PreviousExpiresAt = input.PreviousExpiresAt,
        };
    }
}
