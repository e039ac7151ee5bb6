namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>Turns the samples of any PNG colour type into 8-bit RGB and alpha.</summary>
internal sealed class PngPixels
{
    private readonly PngHeader _header;
    private readonly byte[] _palette;
    private readonly byte[] _transparency;
    private readonly byte[]? _alpha;
    private bool _isTransparent;

    public PngPixels(PngHeader header, byte[] palette, byte[] transparency)
    {
        if (header.Colors == PngColors.Palette && (palette.Length == 0 || palette.Length % 3 != 0))
            throw PngReader.Damaged(PictureTexts.NoPalette);
        _header = header;
        _palette = palette;
        _transparency = transparency;
        Colors = new byte[header.Width * header.Height * 3];
        var hasAlpha = header.Colors is PngColors.GrayAlpha or PngColors.RgbAlpha || transparency.Length > 0;
        if (hasAlpha)
            _alpha = new byte[header.Width * header.Height];
    }

    public int Width => _header.Width;

    public int Height => _header.Height;

    public byte[] Colors { get; }

    /// <summary>Absent when every pixel is opaque: the file is then smaller and prints faster.</summary>
    public byte[]? Alpha => _isTransparent ? _alpha : null;

    public void Set(int x, int y, ReadOnlySpan<byte> row, int index)
    {
        var pixel = y * Width + x;
        byte alpha = 255;
        var color = Colors.AsSpan(pixel * 3, 3);
        switch (_header.Colors)
        {
            case PngColors.Palette:
                var entry = Sample(row, index);
                if (entry * 3 >= _palette.Length)
                    throw PngReader.Damaged(PictureTexts.OutsidePalette);
                _palette.AsSpan(entry * 3, 3).CopyTo(color);
                if (entry < _transparency.Length)
                    alpha = _transparency[entry];
                break;
            case PngColors.Gray:
                color.Fill(Eight(Sample(row, index)));
                if (IsKey(row, index, 1))
                    alpha = 0;
                break;
            case PngColors.GrayAlpha:
                color.Fill(Eight(Sample(row, 2 * index)));
                alpha = Eight(Sample(row, 2 * index + 1));
                break;
            default:
                var samples = _header.Colors == PngColors.Rgb ? 3 : 4;
                for (var i = 0; i < 3; i++)
                    color[i] = Eight(Sample(row, samples * index + i));
                if (samples == 4)
                    alpha = Eight(Sample(row, samples * index + 3));
                else if (IsKey(row, 3 * index, 3))
                    alpha = 0;
                break;
        }
        if (_alpha is null)
            return;
        _alpha[pixel] = alpha;
        _isTransparent |= alpha < 255;
    }

    /// <summary>Whether the samples are the one colour the file declares transparent.</summary>
    private bool IsKey(ReadOnlySpan<byte> row, int first, int count)
    {
        if (_transparency.Length < 2 * count)
            return false;
        for (var i = 0; i < count; i++)
        {
            if (Sample(row, first + i) != (_transparency[2 * i] << 8 | _transparency[2 * i + 1]))
                return false;
        }
        return true;
    }

    private int Sample(ReadOnlySpan<byte> row, int index)
    {
        if (_header.BitDepth == 16)
            return row[2 * index] << 8 | row[2 * index + 1];
        var bit = index * _header.BitDepth;
        return row[bit >> 3] >> (8 - _header.BitDepth - (bit & 7)) & ((1 << _header.BitDepth) - 1);
    }

    private byte Eight(int sample) =>
        _header.BitDepth switch
        {
            16 => (byte)(sample >> 8),
            8 => (byte)sample,
            var depth => (byte)(sample * 255 / ((1 << depth) - 1)),
        };
}
