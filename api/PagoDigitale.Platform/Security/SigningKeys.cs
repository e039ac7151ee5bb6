using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Secrets;

namespace PagoDigitale.Platform.Security;

/// <summary>One ES256 key pair; <see cref="PublishUntil"/> leaves tokens signed just before a rotation verifiable.</summary>
public sealed record SigningKey(SigningCredentials Credentials, JsonWebKey Public, DateTimeOffset SignUntil, DateTimeOffset PublishUntil)
{
    public string KeyId => Public.Kid;

    // As JWK: of an ECDsa object, which promises nothing to concurrent callers, the library makes as many as it needs.
    public static SigningKey Of(ECDsa pair, JsonWebKey shown, DateTimeOffset signUntil, DateTimeOffset publishUntil) =>
        new(
            new(
                new JsonWebKey
                {
                    Kty = shown.Kty,
                    Crv = shown.Crv,
                    Kid = shown.Kid,
                    X = shown.X,
                    Y = shown.Y,
                    D = Base64UrlEncoder.Encode(pair.ExportParameters(includePrivateParameters: true).D!),
                },
                SecurityAlgorithms.EcdsaSha256
            ),
            shown,
            signUntil,
            publishUntil
        );
}

/// <summary>
/// The platform's token keys (RFC 7517), shared by all replicas through the database and sealed at rest. A new key is made
/// when the present one's time to sign is over; the old one stays published until its last token has expired.
/// </summary>
public sealed class SigningKeys(AppDataSource source, SecretBox secrets, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan SignFor = TimeSpan.FromDays(90);
    private static readonly TimeSpan Overlap = TimeSpan.FromDays(1);

    // A token with an unknown kid may make us look again, but not more often than this.
    private static readonly TimeSpan ReloadPause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1);
    private IReadOnlyList<SigningKey> _keys = [];
    private DateTimeOffset _loadedAt = DateTimeOffset.MinValue;

    public async Task<IReadOnlyList<SigningKey>> PublishedAsync(CancellationToken ct)
    {
        await SignerAsync(ct);
        var now = clock.GetUtcNow();
        return [.. _keys.Where(k => k.PublishUntil > now)];
    }

    public async Task<SigningKey> SignerAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        return _keys.FirstOrDefault(k => k.SignUntil > now)
            ?? await ReloadAsync(createWhenMissing: true, ct)
            ?? throw new InvalidOperationException("No signing key.");
    }

    /// <summary>Another replica may have made the key since we last looked.</summary>
    public async Task LookForAsync(string keyId, CancellationToken ct)
    {
        if (_keys.All(k => k.KeyId != keyId) && clock.GetUtcNow() - _loadedAt > ReloadPause)
            await ReloadAsync(createWhenMissing: false, ct);
    }

    /// <summary>Null unless it is among those known (<see cref="LookForAsync"/>) and still published.</summary>
    public JsonWebKey? Published(string keyId) =>
        _keys.FirstOrDefault(k => k.KeyId == keyId) is { } known && known.PublishUntil > clock.GetUtcNow() ? known.Public : null;

    /// <summary>Reads the keys anew and opens them: a master key that is not that of the other replicas does not go unnoticed.</summary>
    /// <exception cref="UnreadableSecretException">They do not open.</exception>
    public async Task CheckAsync(CancellationToken ct)
    {
        await using var connection = await source.Short.OpenConnectionAsync(ct);
        await LoadAsync(connection, clock.GetUtcNow(), ct);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<SigningKey?> ReloadAsync(bool createWhenMissing, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            var now = clock.GetUtcNow();
            await using var connection = await source.Short.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            await using (
                var guard = new NpgsqlCommand("SELECT pg_advisory_xact_lock(hashtextextended('pagodigitale/signing-keys', 0))", connection)
            )
                await guard.ExecuteNonQueryAsync(ct);
            var keys = await LoadAsync(connection, now, ct);
            if (createWhenMissing && !keys.Any(k => k.SignUntil > now))
                keys.Insert(0, await CreateAsync(connection, now, ct));
            await transaction.CommitAsync(ct);
            (_keys, _loadedAt) = (keys, now);
            return keys.FirstOrDefault(k => k.SignUntil > now);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<List<SigningKey>> LoadAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT sealed_key, public_jwk::text, sign_until, publish_until FROM signing_keys WHERE publish_until > $1
                ORDER BY created_at DESC
            """,
            connection
        );
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var keys = new List<SigningKey>();
        while (await reader.ReadAsync(ct))
        {
            using var pair = ECDsa.Create();
            pair.ImportPkcs8PrivateKey(Open(reader.GetFieldValue<byte[]>(0)), out _);
            keys.Add(
                SigningKey.Of(
                    pair,
                    new(reader.GetString(1)),
                    reader.GetFieldValue<DateTimeOffset>(2),
                    reader.GetFieldValue<DateTimeOffset>(3)
                )
            );
        }
        return keys;
    }

    private byte[] Open(byte[] sealedKey)
    {
        try
        {
            return secrets.Open(sealedKey);
        }
        catch (CryptographicException error)
        {
            throw new UnreadableSecretException("A signing key", error);
        }
    }

    private async Task<SigningKey> CreateAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken ct)
    {
        using var pair = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var point = pair.ExportParameters(false).Q;
        var shown = new JsonWebKey
        {
            Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve,
            Crv = JsonWebKeyECTypes.P256,
            Use = JsonWebKeyUseNames.Sig,
            Alg = SecurityAlgorithms.EcdsaSha256,
            Kid = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)),
            X = Base64UrlEncoder.Encode(point.X!),
            Y = Base64UrlEncoder.Encode(point.Y!),
        };
        var created = SigningKey.Of(pair, shown, now + SignFor, now + SignFor + Overlap);
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO signing_keys (key_id, sealed_key, public_jwk, created_at, sign_until, publish_until) VALUES ($1, $2, $3, $4, $5, $6)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = created.KeyId });
        command.Parameters.Add(new() { Value = secrets.Seal(pair.ExportPkcs8PrivateKey()) });
        command.Parameters.Add(new() { Value = PublicText(shown), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = created.SignUntil });
        command.Parameters.Add(new() { Value = created.PublishUntil });
        await command.ExecuteNonQueryAsync(ct);
        return created;
    }

    private static string PublicText(JsonWebKey key) =>
        JsonSerializer.Serialize(
            new
            {
                kty = key.Kty,
                crv = key.Crv,
                use = key.Use,
                alg = key.Alg,
                kid = key.Kid,
                x = key.X,
                y = key.Y,
            }
        );
}
