using System.Numerics;
using System.Text;

namespace PagoDigitale.Documents.Notices;

/// <summary>
/// A QR code of version 4 with correction M and bytes, the one symbol of the notice (ISO/IEC 18004). A row is a number, its lowest bit
/// the leftmost module: masks and their scores are then a few operations for all modules of a row, where a general encoder goes from
/// module to module eight times and takes two thirds of a notice. What does not depend on the text is computed once.
/// </summary>
internal static class QrSymbol
{
    public const int Side = 33;

    /// <summary>Mode and length take a byte and a half.</summary>
    public const int BytesMax = DataBytes - 2;

    private const int Blocks = 2;
    private const int BlockDataBytes = 32;
    private const int BlockCheckBytes = 18;
    private const int DataBytes = Blocks * BlockDataBytes;
    private const int Masks = 8;
    private const ulong Row = (1UL << Side) - 1;
    private const int Timing = 6;

    /// <summary>Where the one alignment pattern has its middle (annex E).</summary>
    private const int Alignment = 26;

    private static readonly byte[] Exponents = new byte[512];
    private static readonly byte[] Logarithms = new byte[256];
    private static readonly byte[] Generator;

    /// <summary>Finders, timing, alignment and the one module that is always dark.</summary>
    private static readonly ulong[] Fixed = new ulong[Side];

    /// <summary>What is no data: the fixed modules, and those of the format.</summary>
    private static readonly ulong[] Taken = new ulong[Side];

    /// <summary>Each mask where there is data.</summary>
    private static readonly ulong[][] Mask = new ulong[Masks][];

    /// <summary>The format of each mask where it stands.</summary>
    private static readonly ulong[][] Format = new ulong[Masks][];

    /// <summary>The modules of data in the order in which bits are placed.</summary>
    private static readonly (byte X, byte Y)[] Path;

    static QrSymbol()
    {
        for (var (i, value) = (0, 1); i < 255; i++)
        {
            Exponents[i] = Exponents[i + 255] = (byte)value;
            Logarithms[value] = (byte)i;
            value = (value << 1) ^ (value >= 128 ? 0x11D : 0);
        }
        Generator = MakeGenerator();
        PlaceFixed();
        for (var mask = 0; mask < Masks; mask++)
        {
            Format[mask] = new ulong[Side];
            PlaceFormat(Format[mask], FormatOf(mask));
            Mask[mask] = [.. Enumerable.Range(0, Side).Select(y => MaskRow(mask, y) & ~Taken[y])];
        }
        Path = [.. MakePath()];
    }

    /// <summary>Rows of dark modules, top to bottom.</summary>
    /// <exception cref="ArgumentException">The text is longer than the symbol, or not of ASCII.</exception>
    public static ulong[] Encode(string text)
    {
        if (text.Length > BytesMax || !Ascii.IsValid(text))
            throw new ArgumentException($"A text of at most {BytesMax} ASCII characters.", nameof(text));
        Span<byte> codewords = stackalloc byte[DataBytes + Blocks * BlockCheckBytes];
        Interleave(text, codewords);
        Span<ulong> plain = stackalloc ulong[Side];
        Place(codewords, plain);
        Span<ulong> symbol = stackalloc ulong[Side];
        var (best, bestScore) = (new ulong[Side], int.MaxValue);
        for (var mask = 0; mask < Masks; mask++)
        {
            for (var y = 0; y < Side; y++)
                symbol[y] = (plain[y] ^ Mask[mask][y]) | Fixed[y] | Format[mask][y];
            var score = Score(symbol);
            if (score >= bestScore)
                continue;
            bestScore = score;
            symbol.CopyTo(best);
        }
        return best;
    }

    /// <summary>Two blocks, each with its check bytes, a byte of each by turns (8.6).</summary>
    private static void Interleave(string text, Span<byte> codewords)
    {
        Span<byte> data = stackalloc byte[DataBytes];
        Fill(text, data);
        Span<byte> check = stackalloc byte[BlockCheckBytes];
        for (var block = 0; block < Blocks; block++)
        {
            var own = data.Slice(block * BlockDataBytes, BlockDataBytes);
            Check(own, check);
            for (var i = 0; i < BlockDataBytes; i++)
                codewords[i * Blocks + block] = own[i];
            for (var i = 0; i < BlockCheckBytes; i++)
                codewords[DataBytes + i * Blocks + block] = check[i];
        }
    }

    /// <summary>Mode 4 in four bits, the length in eight, the text, four bits of end, and what fills the rest (8.4.4, 8.4.9).</summary>
    private static void Fill(string text, Span<byte> data)
    {
        data[0] = (byte)(0x40 | (text.Length >> 4));
        var half = text.Length & 15;
        for (var i = 0; i < text.Length; i++)
        {
            data[i + 1] = (byte)((half << 4) | (text[i] >> 4));
            half = text[i] & 15;
        }
        data[text.Length + 1] = (byte)(half << 4);
        for (var i = text.Length + 2; i < data.Length; i++)
            data[i] = (byte)((i - text.Length) % 2 == 0 ? 0xEC : 0x11);
    }

    /// <summary>The remainder of the block by the generator, over GF(256).</summary>
    private static void Check(ReadOnlySpan<byte> block, Span<byte> check)
    {
        check.Clear();
        foreach (var value in block)
        {
            var factor = value ^ check[0];
            check[1..].CopyTo(check);
            check[^1] = 0;
            if (factor == 0)
                continue;
            var log = Logarithms[factor];
            for (var i = 0; i < check.Length; i++)
                check[i] ^= Exponents[log + Generator[i]];
        }
    }

    /// <summary>The logarithms of its coefficients behind the first, which is one.</summary>
    private static byte[] MakeGenerator()
    {
        var product = new byte[BlockCheckBytes + 1];
        product[0] = 1;
        for (var degree = 0; degree < BlockCheckBytes; degree++)
        for (var i = degree + 1; i > 0; i--)
            product[i] ^= product[i - 1] == 0 ? (byte)0 : Exponents[Logarithms[product[i - 1]] + degree];
        return [.. product[1..].Select(c => Logarithms[c])];
    }

    private static void Place(ReadOnlySpan<byte> codewords, Span<ulong> rows)
    {
        rows.Clear();
        for (var i = 0; i < codewords.Length * 8; i++)
        {
            var (x, y) = Path[i];
            rows[y] |= (ulong)((codewords[i >> 3] >> (7 - (i & 7))) & 1) << x;
        }
    }

    /// <summary>Pairs of columns from the right, up and down by turns, past the column of the timing pattern (8.7.3).</summary>
    private static IEnumerable<(byte X, byte Y)> MakePath()
    {
        var isUp = true;
        for (var right = Side - 1; right > 0; right -= right == Timing + 2 ? 3 : 2, isUp = !isUp)
        for (var step = 0; step < Side; step++)
        for (var x = right; x > right - 2; x--)
        {
            var y = isUp ? Side - 1 - step : step;
            if ((Taken[y] >> x & 1) == 0)
                yield return ((byte)x, (byte)y);
        }
    }

    private static void PlaceFixed()
    {
        foreach (var (left, top) in new[] { (0, 0), (Side - 7, 0), (0, Side - 7) })
            for (var dy = -1; dy <= 7; dy++)
            for (var dx = -1; dx <= 7; dx++)
                Set(left + dx, top + dy, dx is >= 0 and <= 6 && dy is >= 0 and <= 6 && Ring(dx - 3, dy - 3) is 3 or <= 1);
        for (var i = 8; i < Side - 8; i++)
        {
            Set(i, Timing, i % 2 == 0);
            Set(Timing, i, i % 2 == 0);
        }
        for (var dy = -2; dy <= 2; dy++)
        for (var dx = -2; dx <= 2; dx++)
            Set(Alignment + dx, Alignment + dy, Ring(dx, dy) != 1);
        Set(8, Side - 8, true);
        PlaceFormat(Taken, 0x7FFF);

        static int Ring(int dx, int dy) => Math.Max(Math.Abs(dx), Math.Abs(dy));

        static void Set(int x, int y, bool isDark)
        {
            if (x is < 0 or >= Side || y is < 0 or >= Side)
                return;
            Taken[y] |= 1UL << x;
            if (isDark)
                Fixed[y] |= 1UL << x;
        }
    }

    /// <summary>Fifteen bits, twice, around the finders (8.9).</summary>
    private static void PlaceFormat(ulong[] rows, int bits)
    {
        for (var i = 0; i < 15; i++)
        {
            var bit = (ulong)(bits >> i) & 1;
            // Down the column of the upper left finder and up that of the lower left; then along the rows.
            rows[i < 6 ? i : i < 8 ? i + 1 : Side - 15 + i] |= bit << 8;
            rows[8] |= bit << (i < 8 ? Side - 1 - i : i == 8 ? 7 : 14 - i);
        }
    }

    /// <summary>Level M is 00; a BCH code, and a mask so that it is never empty (annex C).</summary>
    private static int FormatOf(int mask)
    {
        var remainder = mask << 10;
        for (var bit = 14; bit >= 10; bit--)
            if ((remainder >> bit & 1) != 0)
                remainder ^= 0x537 << (bit - 10);
        return ((mask << 10) | remainder) ^ 0x5412;
    }

    private static ulong MaskRow(int mask, int y)
    {
        var row = 0UL;
        for (var x = 0; x < Side; x++)
            if (IsMasked(mask, x, y))
                row |= 1UL << x;
        return row;
    }

    /// <summary>Table 10.</summary>
    private static bool IsMasked(int mask, int x, int y) =>
        mask switch
        {
            0 => (x + y) % 2 == 0,
            1 => y % 2 == 0,
            2 => x % 3 == 0,
            3 => (x + y) % 3 == 0,
            4 => (y / 2 + x / 3) % 2 == 0,
            5 => x * y % 2 + x * y % 3 == 0,
            6 => (x * y % 2 + x * y % 3) % 2 == 0,
            _ => ((x + y) % 2 + x * y % 3) % 2 == 0,
        };

    /// <summary>The lower the better to read (8.8.2).</summary>
    private static int Score(ReadOnlySpan<ulong> rows)
    {
        Span<ulong> columns = stackalloc ulong[Side];
        columns.Clear();
        var dark = 0;
        for (var y = 0; y < Side; y++)
        {
            dark += BitOperations.PopCount(rows[y]);
            for (var left = rows[y]; left != 0; left &= left - 1)
                columns[BitOperations.TrailingZeroCount(left)] |= 1UL << y;
        }
        return LinesScore(rows) + LinesScore(columns) + SquaresScore(rows) + BalanceScore(dark);
    }

    /// <summary>Runs of five and more of one colour, and what looks like a finder with light beside it.</summary>
    private static int LinesScore(ReadOnlySpan<ulong> lines)
    {
        const ulong pairs = Row >> 1;
        const ulong windows = Row >> 10;
        var score = 0;
        foreach (var line in lines)
        {
            var same = ~(line ^ (line >> 1)) & pairs;
            var five = same & (same >> 1) & (same >> 2) & (same >> 3);
            // A run of n has n - 4 beginnings of five; it costs n - 2.
            score += BitOperations.PopCount(five) + 2 * BitOperations.PopCount(five & ~(five << 1));
            var light = ~line & Row;
            var finder = line & (light >> 1) & (line >> 2) & (line >> 3) & (line >> 4) & (light >> 5) & (line >> 6);
            var four = light & (light >> 1) & (light >> 2) & (light >> 3);
            score += 40 * (BitOperations.PopCount(finder & (four >> 7) & windows) + BitOperations.PopCount(four & (finder >> 4) & windows));
        }
        return score;
    }

    private static int SquaresScore(ReadOnlySpan<ulong> rows)
    {
        var count = 0;
        for (var y = 1; y < Side; y++)
        {
            var across = ~(rows[y] ^ (rows[y] >> 1));
            var down = ~(rows[y] ^ rows[y - 1]);
            count += BitOperations.PopCount(across & down & (down >> 1) & (Row >> 1));
        }
        return 3 * count;
    }

    /// <summary>Ten for each twentieth that dark is away from half, rounded to the nearer one.</summary>
    private static int BalanceScore(int dark)
    {
        var twentieth = dark * 20 / (Side * Side);
        return 10 * Math.Min(Math.Abs(twentieth - 10), Math.Abs(twentieth - 9));
    }
}
