using System.IO.Compression;
using System.Xml;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// Readers of the format hold a whole row, and every merged area, in memory, however many times a sheet repeats them. A sheet
/// may have any name, so every part that begins like XML is looked through.
/// </summary>
public static class XlsxShape
{
    /// <summary>One for every column of a sheet.</summary>
    private const int SiblingsMax = 16_384;
    private const int MergedMax = 1 << 20;

    public static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    /// <summary>Why the part is not to be read; null when nothing speaks against it.</summary>
    public static Message? FaultOf(ZipArchiveEntry entry, CancellationToken ct)
    {
        if (!BeginsLikeXml(entry))
            return null;
        using var content = entry.Open();
        using var xml = XmlReader.Create(content, Settings);
        try
        {
            return FaultOf(xml, ct);
        }
        // The reader of the workbook stops at the same place, if it ever comes there; drawings are often no good XML.
        catch (XmlException)
        {
            return null;
        }
    }

    private static Message? FaultOf(XmlReader xml, CancellationToken ct)
    {
        int row = 0,
            rowDepth = -1,
            cells = 0,
            columns = 0,
            merged = 0;
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.Depth == rowDepth)
                rowDepth = -1;
            if (xml.NodeType != XmlNodeType.Element)
                continue;
            switch (xml.LocalName)
            {
                case "row" when rowDepth < 0 && !xml.IsEmptyElement:
                    ct.ThrowIfCancellationRequested();
                    rowDepth = xml.Depth;
                    // The cells of a row that comes in several pieces are gathered.
                    var number = int.TryParse(xml.GetAttribute("r"), out var given) ? given : row + 1;
                    (cells, row) = (number == row ? cells : 0, number);
                    break;
                // The chain of calculations holds as many of them as it likes.
                case "c" when rowDepth >= 0 && ++cells > SiblingsMax:
                    return FlowFileTexts.ManyCells.With(SiblingsMax);
                case "col" when ++columns > SiblingsMax:
                    return FlowFileTexts.ManyColumns.With(SiblingsMax);
                case "mergeCell" when ++merged > MergedMax:
                    return FlowFileTexts.ManyMerged.With(MergedMax);
            }
        }
        return null;
    }

    private static bool BeginsLikeXml(ZipArchiveEntry entry)
    {
        Span<byte> start = stackalloc byte[64];
        using var content = entry.Open();
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start[..length].IndexOf((byte)'<') >= 0;
    }
}
