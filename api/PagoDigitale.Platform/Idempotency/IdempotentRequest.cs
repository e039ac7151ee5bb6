using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Uploads;

namespace PagoDigitale.Platform.Idempotency;

/// <summary>A POST that carries an Idempotency-Key: the key and a hash of all that was asked (path, query, body).</summary>
public sealed record IdempotentRequest(string ClientId, string Key, string OperationId, byte[] InputHash, ApiError? Refusal)
{
    public static async Task<IdempotentRequest?> ReadAsync(HttpContext http, string clientId, string operationId)
    {
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Headers.TryGetValue(IdempotencyStore.Header, out var values))
            return null;
        var key = values.ToString();
        if (key.Length is 0 or > IdempotencyStore.KeyLengthMax || key.Any(c => c is < '!' or > '~'))
            return new(
                clientId,
                key,
                operationId,
                [],
                ApiError.Invalid(
                    new FieldError(
                        IdempotencyStore.Header,
                        "idempotency-key-invalid",
                        IdempotencyTexts.KeyInvalid,
                        IdempotencyTexts.UseUuid
                    )
                )
            );
        return new(clientId, key, operationId, await HashAsync(http), null);
    }

    private static async Task<byte[]> HashAsync(HttpContext http)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{http.Request.Path}{http.Request.QueryString}\n"));
        if (http.Features.Get<SpooledUpload>() is { } upload)
        {
            hash.AppendData(upload.Sha256);
            return hash.GetHashAndReset();
        }
        if (http.Request.Body.CanSeek)
        {
            http.Request.Body.Position = 0;
            var buffer = new byte[8192];
            int read;
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
                hash.AppendData(buffer, 0, read);
        }
        return hash.GetHashAndReset();
    }
}
