using System.Security.Cryptography;
using PagoDigitale.Api.Platform.PrivateFiles;
using PagoDigitale.Api.Platform.Results;

namespace PagoDigitale.Api.Platform.Uploads;

/// <summary>A request body written to a temporary file while it arrives, so that memory stays flat and its hash is known before anything else is done.</summary>
public sealed class SpooledUpload : IAsyncDisposable
{
    private readonly string _path;

    private SpooledUpload(string path, long length, byte[] sha256, string mediaType) =>
        (_path, Length, Sha256, MediaType) = (path, length, sha256, mediaType);

    public long Length { get; }

    public byte[] Sha256 { get; }

    public string MediaType { get; }

    public FileStream OpenRead() => new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);

    public Task<byte[]> ReadAllAsync(CancellationToken ct) => File.ReadAllBytesAsync(_path, ct);

    public static async Task<SpooledUpload> ReadAsync(HttpRequest request, long lengthMax, CancellationToken ct)
    {
        if (request.ContentLength > lengthMax)
            throw new RefusedException(TooLarge(lengthMax));
        var path = PrivateFolder.OfProcess.NewPath("upload");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (var file = PrivateFolder.Create(path))
            {
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
                {
                    if ((length += read) > lengthMax)
                        throw new RefusedException(TooLarge(lengthMax));
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }
            }
            return new SpooledUpload(path, length, hash.GetHashAndReset(), request.ContentType ?? "application/octet-stream");
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    public ValueTask DisposeAsync()
    {
        File.Delete(_path);
        return ValueTask.CompletedTask;
    }

    private static ApiError TooLarge(long max) =>
        new(ErrorKind.TooLarge, "file-too-large", "The file is too large", max >= 1024 * 1024
            ? $"This file may have up to {max / (1024 * 1024)} MiB. Split it."
            : $"This file may have up to {max / 1024} KiB. Make it smaller.");
}
