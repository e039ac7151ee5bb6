using System.IO.Compression;
using System.IO.Hashing;
using System.Text;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.ReceiptArchives;

/// <summary>A file of an archive; folders, and what a Mac adds, are none.</summary>
/// <param name="Index">From 1, in the order of the archive.</param>
public sealed record ZippedFile(int Index, string Name, ZipArchiveEntry Entry);

/// <summary>Reads archives of receipts, of which nothing is believed: neither how large a file says it is, nor how it is called.</summary>
public static class ReceiptZip
{
    public const int FilesMax = 100_000;

    /// <summary>As much as the node may send.</summary>
    public const int FileBytesMax = 2 * 1024 * 1024;

    private const int NameLengthMax = 255;

    /// <summary>With their folders.</summary>
    private const int EntriesMax = 2 * FilesMax;
    private const int DirectoryBytesMax = 24 * 1024 * 1024;

    /// <returns>Why it is none that can be read; null when it can.</returns>
    public static (ZipArchive? Archive, List<ZippedFile> Files, Message? Fault) Open(Stream content)
    {
        if (ZipDirectory.Of(content) is not { } directory)
            return (null, [], ReceiptArchiveTexts.NotZip);
        // Before anything is made of it: an entry of 46 bytes takes a kilobyte when it is read.
        if (directory.Entries > EntriesMax || directory.Bytes > DirectoryBytesMax)
            return (null, [], ReceiptArchiveTexts.TooMany.With(FilesMax));
        ZipArchive archive;
        try
        {
            archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            // The directory is read when it is first asked for.
            _ = archive.Entries.Count;
        }
        catch (InvalidDataException)
        {
            return (null, [], ReceiptArchiveTexts.NotZip);
        }
        var files = archive.Entries.Where(IsFile).Select((e, i) => new ZippedFile(i + 1, NameOf(e), e)).ToList();
        var fault =
            files.Count == 0 ? ReceiptArchiveTexts.Empty.With()
            : files.Count > FilesMax ? ReceiptArchiveTexts.TooMany.With(FilesMax)
            : (Message?)null;
        if (fault is null)
            return (archive, files, null);
        archive.Dispose();
        return (null, [], fault);
    }

    /// <returns>Its content; or why there is none.</returns>
    public static async Task<(byte[]? Content, Failure? Failure)> ReadAsync(ZippedFile file, CancellationToken ct)
    {
        if (file.Entry.IsEncrypted)
            return (null, Failure("file-not-unpacked", ReceiptArchiveTexts.FileNotUnpacked, ReceiptArchiveTexts.SendZip));
        try
        {
            await using var packed = await file.Entry.OpenAsync(ct);
            using var whole = new MemoryStream();
            var buffer = new byte[32 * 1024];
            for (int read; (read = await packed.ReadAsync(buffer, ct)) > 0; )
            {
                if (whole.Length + read > FileBytesMax)
                    return (
                        null,
                        Failure(
                            "receipt-file-too-large",
                            ReceiptArchiveTexts.FileTooLarge.With(FileBytesMax / 1024 / 1024),
                            ReceiptArchiveTexts.SendReceipts
                        )
                    );
                whole.Write(buffer, 0, read);
            }
            var content = whole.ToArray();
            return Crc32.HashToUInt32(content) == file.Entry.Crc32
                ? (content, null)
                : (null, Failure("file-not-unpacked", ReceiptArchiveTexts.FileNotUnpacked, ReceiptArchiveTexts.SendZip));
        }
        // Damaged, encrypted, or packed in a way that is not known here.
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            return (null, Failure("file-not-unpacked", ReceiptArchiveTexts.FileNotUnpacked, ReceiptArchiveTexts.SendZip));
        }
    }

    private static bool IsFile(ZipArchiveEntry entry) =>
        entry.Name.Length > 0 && !entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && entry.Name != ".DS_Store";

    /// <summary>With its folders, as far as it can be told: without what no text holds.</summary>
    private static string NameOf(ZipArchiveEntry entry) =>
        Clipped.WithEllipsis(
            string.Concat(entry.FullName.EnumerateRunes().Select(r => Rune.IsControl(r) ? "\uFFFD" : r.ToString())),
            NameLengthMax
        );

    private static Failure Failure(string code, Message message, Wording remedy) =>
        new()
        {
            Code = code,
            Message = message,
            Remedy = remedy.With(),
        };
}
