using System.Text.Json.Serialization;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>RFC 8414 §2.</summary>
public sealed record ServerMetadata
{
    [JsonPropertyName("issuer")]
    public required string Issuer { get; init; }

    [JsonPropertyName("token_endpoint")]
    public required string TokenEndpoint { get; init; }

    [JsonPropertyName("jwks_uri")]
    public required string JwksUri { get; init; }

    [JsonPropertyName("scopes_supported")]
    public required IReadOnlyList<string> ScopesSupported { get; init; }

    /// <summary>Required, and empty where there is no authorization endpoint.</summary>
    [JsonPropertyName("response_types_supported")]
    public required IReadOnlyList<string> ResponseTypesSupported { get; init; }

    [JsonPropertyName("grant_types_supported")]
    public required IReadOnlyList<string> GrantTypesSupported { get; init; }

    [JsonPropertyName("token_endpoint_auth_methods_supported")]
    public required IReadOnlyList<string> TokenEndpointAuthMethodsSupported { get; init; }

    [JsonPropertyName("service_documentation")]
    public required string ServiceDocumentation { get; init; }
}

public sealed class ReadServerMetadataHandler(PublicUrl url)
{
    public ServerMetadata Run() =>
        new()
        {
            Issuer = url.Root,
            TokenEndpoint = url.At("/v1/oauth/token"),
            JwksUri = url.At("/.well-known/jwks.json"),
            ScopesSupported = Scopes.All,
            ResponseTypesSupported = [],
            GrantTypesSupported = [TokenRequest.ClientCredentials],
            TokenEndpointAuthMethodsSupported = ["client_secret_basic", "client_secret_post"],
            ServiceDocumentation = url.At("/docs/"),
        };
}
