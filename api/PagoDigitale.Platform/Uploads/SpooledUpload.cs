using System.Security.Cryptography;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Uploads;

/// <summary>
/// A file written to a temporary place while it arrives, so that memory stays flat and its hash is known before anything else is done.
/// </summary>
public sealed class SpooledUpload : IAsyncDisposable
{
    private readonly string _path;

    private SpooledUpload(string path, long length, byte[] sha256, string mediaType, string? fileName) =>
        (_path, Length, Sha256, MediaType, FileName) = (path, length, sha256, mediaType, fileName);

    public long Length { get; }

    public byte[] Sha256 { get; }

    public string MediaType { get; }

    /// <summary>As the form calls it; null for a bare body.</summary>
    public string? FileName { get; }

    public FileStream OpenRead() =>
        new(_path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);

    public Task<byte[]> ReadAllAsync(CancellationToken ct) => File.ReadAllBytesAsync(_path, ct);

    /// <summary>
    /// What the file is called: as the caller says, else as the form says, else by its content, so that a list of files stays readable.
    /// </summary>
    public string NameOr(string? given) => given ?? FileName ?? $"upload-{Convert.ToHexStringLower(Sha256)[..12]}";

    public static async Task<SpooledUpload> ReadAsync(
        Stream content,
        string? mediaType,
        string? fileName,
        long lengthMax,
        CancellationToken ct
    )
    {
        var path = PrivateFolder.OfProcess.NewPath("upload");
        try
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long length = 0;
            await using (var file = PrivateFolder.Create(path))
            {
                var buffer = new byte[1 << 16];
                int read;
                while ((read = await content.ReadAsync(buffer, ct)) > 0)
                {
                    if ((length += read) > lengthMax)
                        throw new RefusedException(TooLarge(lengthMax));
                    hash.AppendData(buffer, 0, read);
                    await file.WriteAsync(buffer.AsMemory(0, read), ct);
                }
            }
            return new SpooledUpload(path, length, hash.GetHashAndReset(), mediaType ?? "application/octet-stream", fileName);
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

    public static ApiError TooLarge(long max) =>
        new(
            ErrorKind.TooLarge,
            "file-too-large",
            UploadTexts.TooLarge,
            max >= 1024 * 1024 ? UploadTexts.SplitIt.With(max / (1024 * 1024)) : UploadTexts.MakeSmaller.With(max / 1024)
        );
}
