using System.Buffers.Binary;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>The frame header of a JPEG (ITU-T T.81, B.2.2): PDF carries the file as it is, but must state its size and colours.</summary>
internal readonly record struct JpegHeader(int Width, int Height, int Components)
{
    private const int StartOfScan = 0xDA;
    private const int EndOfImage = 0xD9;

    public static bool IsJpeg(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]);

    public static JpegHeader Read(ReadOnlySpan<byte> bytes)
    {
        var offset = 2;
        while (offset + 4 <= bytes.Length && bytes[offset] == 0xFF)
        {
            var marker = bytes[offset + 1];
            if (marker == 0xFF)
            {
                offset++;
                continue;
            }
            if (marker is StartOfScan or EndOfImage)
                break;
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(offset + 2)..]);
            if (length < 2 || offset + 2 + length > bytes.Length)
                break;
            if (IsFrame(marker))
                return ReadFrame(marker, bytes.Slice(offset + 4, length - 2), bytes);
            offset += 2 + length;
        }
        throw Damaged(PictureTexts.NoFrame);
    }

    // C4, C8 and CC share the range of the frame markers without being frames.
    private static bool IsFrame(int marker) => marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC);

    private static JpegHeader ReadFrame(int marker, ReadOnlySpan<byte> frame, ReadOnlySpan<byte> file)
    {
        if (marker > 0xC2)
            throw new PictureRefusedException(PictureTexts.OtherCoding);
        if (frame.Length < 6)
            throw Damaged(PictureTexts.FrameShort);
        if (frame[0] != 8)
            throw new PictureRefusedException(PictureTexts.OtherDepth);
        var header = new JpegHeader(
            BinaryPrimitives.ReadUInt16BigEndian(frame[3..]),
            BinaryPrimitives.ReadUInt16BigEndian(frame[1..]),
            frame[5]
        );
        if (header.Components is not (1 or 3))
            throw new PictureRefusedException(PictureTexts.OtherColours);
        PdfImage.CheckSize(header.Width, header.Height);
        // Cameras append data of their own after the end, so the mark need not be the last thing.
        if (file.LastIndexOf((ReadOnlySpan<byte>)[0xFF, EndOfImage]) < 0)
            throw Damaged(PictureTexts.CutOff);
        return header;
    }

    private static PictureRefusedException Damaged(Wording how) => new(PictureTexts.DamagedJpeg.With(how));
}
