using System.Security.Cryptography;
using System.Text;

namespace PagoDigitale.Api.Features.Clients.Door;

/// <summary>
/// A client's secret: 256 random bits, shown once. Only its SHA-256 is stored: with that much entropy a slow hash adds
/// nothing but latency to every token.
/// </summary>
public static class ClientSecret
{
    public static string Generate() => $"pds_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}";

    public static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    public static bool Matches(string secret, byte[] hash) => CryptographicOperations.FixedTimeEquals(HashOf(secret), hash);
}
