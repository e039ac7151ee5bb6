using FluentValidation;
using PagoDigitale.Api.Features.Clients.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ApiClientSecretInput
{
    public DateTimeOffset? PreviousExpiresAt { get; init; }
}

public sealed record ApiClientSecretIssued
{
    public required string ClientId { get; init; }
    public required string SecretId { get; init; }
    public required string ClientSecret { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? PreviousExpiresAt { get; init; }
}

public sealed class ApiClientSecretInputValidator : AbstractValidator<ApiClientSecretInput>
{
    private static readonly TimeSpan OverlapMax = TimeSpan.FromDays(90);

    public ApiClientSecretInputValidator(TimeProvider clock) =>
        RuleFor(x => x.PreviousExpiresAt)
            .Must(at => at is null || at > clock.GetUtcNow() && at <= clock.GetUtcNow() + OverlapMax)
            .Otherwise("overlap-out-of-range", ClientsTexts.OverlapOutOfRange, ClientsTexts.SendInstant);
}

/// <summary>Rotation: a new secret now, the previous ones until the moment the caller says.</summary>
public sealed class CreateClientSecretHandler(TenantSession session, ReadClientHandler read, EventLog events, TimeProvider clock)
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
        var found = await read.RunAsync(clientId, caller, ct);
        if (found.Error is { } missing)
            return missing;
        if (ClientReach.Refuse(caller, found.Value!.Scopes, found.Value.Organizations) is { } refusal)
            return refusal;
        if (input.PreviousExpiresAt is not null && found.Value.Secrets.Count >= SecretsMax)
            return ApiError.Conflict("too-many-secrets", ClientsTexts.TooManySecrets, ClientsTexts.RotateWithoutOverlap.With(SecretsMax));
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
        await events.EmitAsync(
            new ClientSecretIssued(
                clientId,
                found.Value.Name,
                found.Value.IsActive,
                PublicId.Format(ApiClientSecretModel.Prefix, secretId)
            ),
            ct
        );
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
