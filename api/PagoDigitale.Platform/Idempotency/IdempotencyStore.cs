using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Platform.Idempotency;

/// <summary>The answer given to a key, kept to be given again.</summary>
public sealed record KeptAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);

/// <summary>
/// Makes a repeated request safe: the key is claimed, and the answer kept, in the transaction of the work itself. Either all
/// of it happened and the repetition gets the same answer, or none of it did and the repetition does the work. A repetition
/// that comes while the first still runs waits for it. Keys live 24 hours; refusals are not kept (nothing happened).
/// Answers are kept encrypted: one of them may hold a new client's secret.
/// </summary>
public sealed class IdempotencyStore(TenantSession session, SecretBox secrets, TimeProvider clock)
{
    public const string Header = "Idempotency-Key";
    public const string ReplayedHeader = "Idempotency-Replayed";
    public const int KeyLengthMax = 255;
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Null when the key is ours to use now; otherwise the answer to give again, or a refusal.</summary>
    public async Task<Outcome<KeptAnswer?>> ClaimAsync(
        string clientId,
        string key,
        string operationId,
        byte[] inputHash,
        CancellationToken ct
    )
    {
        if (await TryClaimAsync(clientId, key, operationId, inputHash, ct) is not { } isClaimed)
            return InProgress();
        if (isClaimed)
            return (KeptAnswer?)null;
        var kept = await session.QueryAsync(
            """
            SELECT operation_id, input_hash, status, headers::text, body FROM idempotency_keys
            WHERE organization_id = $1 AND client_id = $2 AND idempotency_key = $3
            """,
            r =>
                (
                    Operation: r.GetString(0),
                    Hash: r.GetFieldValue<byte[]>(1),
                    Answer: new KeptAnswer(
                        r.GetInt16(2),
                        JsonSerializer.Deserialize<Dictionary<string, string>>(r.GetString(3))!,
                        secrets.Open(r.GetFieldValue<byte[]>(4))
                    )
                ),
            ct,
            session.Organization,
            clientId,
            key
        );
        if (kept.Count == 0)
            return InProgress();
        if (kept[0].Operation != operationId || !kept[0].Hash.AsSpan().SequenceEqual(inputHash))
            return new ApiError(ErrorKind.Invalid, "idempotency-key-reused", IdempotencyTexts.KeyReusedTitle, IdempotencyTexts.UseNewKey)
            {
                Fields = [new(Header, "idempotency-key-reused", IdempotencyTexts.KeyReused, IdempotencyTexts.UseNewKey)],
            };
        return kept[0].Answer;
    }

    /// <summary>
    /// Null when the first request with this key still runs after the wait: then the transaction is of no more use, and the
    /// answer is a refusal, which rolls it back.
    /// </summary>
    private async Task<bool?> TryClaimAsync(string clientId, string key, string operationId, byte[] inputHash, CancellationToken ct)
    {
        try
        {
            await session.ExecuteAsync("SET LOCAL lock_timeout = '15s'", ct);
            var claimed = await session.ExecuteAsync(
                """
                INSERT INTO idempotency_keys (organization_id, client_id, idempotency_key, operation_id, input_hash, created_at)
                VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
                """,
                ct,
                session.Organization,
                clientId,
                key,
                operationId,
                inputHash,
                clock.GetUtcNow()
            );
            await session.ExecuteAsync("SET LOCAL lock_timeout = 0", ct);
            return claimed == 1;
        }
        catch (PostgresException timeout) when (timeout.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            return null;
        }
    }

    private static ApiError InProgress() =>
        ApiError.Conflict("idempotency-in-progress", IdempotencyTexts.InProgress, IdempotencyTexts.SendAgain);

    public Task KeepAsync(string clientId, string key, KeptAnswer answer, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            UPDATE idempotency_keys SET status = $4, headers = $5, body = $6
            WHERE organization_id = $1 AND client_id = $2 AND idempotency_key = $3
            """,
            ct,
            session.Organization,
            clientId,
            key,
            (short)answer.Status,
            new NpgsqlParameter { Value = JsonSerializer.Serialize(answer.Headers), NpgsqlDbType = NpgsqlDbType.Jsonb },
            secrets.Seal(answer.Body)
        );
}
