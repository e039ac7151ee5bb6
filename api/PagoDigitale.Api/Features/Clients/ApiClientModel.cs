using PagoDigitale.Platform.Concurrency;

namespace PagoDigitale.Api.Features.Clients;

public sealed record ApiClientModel : IVersioned
{
    public required string ClientId { get; init; }
    public required string Name { get; init; }
    public required IReadOnlyList<string> Scopes { get; init; }
    public required IReadOnlyList<string> Organizations { get; init; }
    public required bool IsActive { get; init; }
    public required IReadOnlyList<ApiClientSecretModel> Secrets { get; init; }

    /// <summary>Only in the answer to the creation.</summary>
    public string? ClientSecret { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }
    public required long Version { get; init; }
}

public sealed record ApiClientSecretModel
{
    public const string Prefix = "sec";

    public required string SecretId { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? ExpiresAt { get; init; }
}
