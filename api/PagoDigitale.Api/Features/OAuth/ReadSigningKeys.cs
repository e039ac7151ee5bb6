using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.OAuth;

/// <summary>RFC 7517 §5.</summary>
public sealed record JsonWebKeySet
{
    public required IReadOnlyList<JsonWebKey> Keys { get; init; }
}

public sealed record JsonWebKey
{
    public required string Kty { get; init; }
    public required string Crv { get; init; }
    public required string Use { get; init; }
    public required string Alg { get; init; }
    public required string Kid { get; init; }
    public required string X { get; init; }
    public required string Y { get; init; }
}

public sealed class ReadSigningKeysHandler(SigningKeys keys)
{
    public async Task<JsonWebKeySet> RunAsync(CancellationToken ct) =>
        new()
        {
            Keys =
            [
                .. (await keys.PublishedAsync(ct)).Select(k => new JsonWebKey
                {
                    Kty = k.Public.Kty,
                    Crv = k.Public.Crv,
                    Use = k.Public.Use,
                    Alg = k.Public.Alg,
                    Kid = k.Public.Kid,
                    X = k.Public.X,
                    Y = k.Public.Y,
                }),
            ],
        };
}
