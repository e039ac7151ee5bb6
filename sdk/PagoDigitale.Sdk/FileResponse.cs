using System.Net.Http.Headers;

namespace PagoDigitale.Sdk;

/// <summary>A file being downloaded. Dispose of it when its stream has been read.</summary>
public partial class FileResponse
{
    private const int BufferSize = 81_920;

    /// <summary>The name the service suggests; absent when it suggests none.</summary>
    public string? FileName =>
        Headers.TryGetValue("Content-Disposition", out var values)
        && ContentDispositionHeaderValue.TryParse(values.FirstOrDefault(), out var disposition)
            ? (disposition.FileNameStar ?? disposition.FileName)?.Trim('"')
            : null;

    /// <summary>Writes the file to disk.</summary>
    /// <param name="path">The file to write; one already there is replaced.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    /// <exception cref="ArgumentException">The path is a folder.</exception>
    public async Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        if (Directory.Exists(path))
            throw new ArgumentException(
                $"'{path}' is a folder: give the path of the file to write"
                    + (FileName is { } name ? $", for example '{Path.Combine(path, Path.GetFileName(name))}'." : "."),
                nameof(path)
            );
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, useAsync: true);
        await Stream.CopyToAsync(file, BufferSize, cancellationToken).ConfigureAwait(false);
        await file.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Reads the whole file into memory.</summary>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<byte[]> ReadBytesAsync(CancellationToken cancellationToken = default)
    {
        using var memory = new MemoryStream();
        await Stream.CopyToAsync(memory, BufferSize, cancellationToken).ConfigureAwait(false);
        return memory.ToArray();
    }
}
