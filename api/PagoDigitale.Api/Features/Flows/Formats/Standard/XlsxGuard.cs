using System.IO.Compression;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// A small archive can hold terabytes, and the sizes it declares may be false. Every entry is therefore unpacked once, into
/// nothing, under limits, before anything parses it.
/// </summary>
public static class XlsxGuard
{
    public const long TotalMax = 1L << 30;

    /// <summary>Shared strings and styles are held in memory by every reader of the format.</summary>
    public const long SharedMax = 256L << 20;

    /// <summary>XFD1048576, the last cell a workbook can have (Microsoft, Excel specifications and limits).</summary>
    private const int SheetColumnsMax = 16_384;
    private const int SheetRowsMax = 1_048_576;

    /// <summary>Every cell of the used area is looked at, the empty ones too: seconds, not minutes.</summary>
    private const long SheetCellsMax = 1L << 30;

    private const int EntriesMax = 10_000;
    private const int RatioMax = 200;
    private const int UnbrokenMax = 4 << 20;
    private const long RatioCheckedFrom = 16L << 20;

    public static void Check(string path, CancellationToken ct)
    {
        try
        {
            using var archive = ZipFile.OpenRead(path);
            if (archive.Entries.Count > EntriesMax)
                throw Bomb(FlowFileTexts.ManyEntries);
            if (
                archive.GetEntry("xl/workbook.xml") is null
                || !archive.Entries.Any(e => e.FullName.StartsWith("xl/worksheets/", StringComparison.Ordinal))
            )
                throw Unreadable();
            long total = 0;
            foreach (var entry in archive.Entries)
            {
                total += Measure(entry, total, ct);
                if (XlsxShape.FaultOf(entry, ct) is { } why)
                    throw Bomb(why);
            }
        }
        catch (InvalidDataException)
        {
            throw Unreadable();
        }
    }

    /// <summary>One cell far away makes a sheet of a few bytes as wide or as long as its reference says.</summary>
    public static void CheckSize(int columns, int rows)
    {
        if (columns > SheetColumnsMax)
            throw TooWide(FlowFileTexts.CellFarRight.With(columns, SheetColumnsMax));
        if (rows > SheetRowsMax || (long)columns * rows > SheetCellsMax)
            throw Bomb(FlowFileTexts.LargeArea.With(columns, rows));
    }

    public static FlowFileException TooWide(Message why) =>
        new("too-many-columns", FlowFileTexts.TooWide.With(Sheets.ColumnsMax, why), FlowFileTexts.RemoveRight);

    public static FlowFileException Unreadable() => new("xlsx-unreadable", FlowFileTexts.Unreadable, FlowFileTexts.SaveWorkbook);

    private static long Measure(ZipArchiveEntry entry, long before, CancellationToken ct)
    {
        var isShared =
            entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase)
            || entry.FullName.EndsWith("styles.xml", StringComparison.OrdinalIgnoreCase);
        var buffer = new byte[1 << 16];
        long length = 0;
        var run = 0;
        using var content = entry.Open();
        int read;
        while ((read = content.Read(buffer)) > 0)
        {
            ct.ThrowIfCancellationRequested();
            length += read;
            // Parsers hold a whole attribute or text: both end at the next bracket.
            var block = buffer.AsSpan(0, read);
            if (run + (block.IndexOf((byte)'>') is >= 0 and var end ? end : read) is var reached && reached > UnbrokenMax)
                throw Bomb(FlowFileTexts.LongText);
            run = block.LastIndexOf((byte)'>') is >= 0 and var last ? read - last - 1 : reached;
            if (before + length > TotalMax || (isShared && length > SharedMax))
                throw Bomb(FlowFileTexts.UnpacksLarge);
            if (length > RatioCheckedFrom && length / Math.Max(entry.CompressedLength, 1) > RatioMax)
                throw Bomb(FlowFileTexts.UnpacksManifold);
        }
        return length;
    }

    private static FlowFileException Bomb(Message why) => new("xlsx-too-large", FlowFileTexts.NotOpened.With(why), FlowFileTexts.Lighten);
}
