using PagoDigitale.Core.Text;

namespace PagoDigitale.Core.Remittance;

/// <summary>
/// A text without its white space that remembers where white space was: banks break lines and words anywhere,
/// so words are found in the compact form while the breaks still tell where a word may end.
/// </summary>
internal sealed class RemittanceText
{
    private readonly char[] _characters;
    private readonly bool[] _followsSpace;

    public RemittanceText(string? text)
    {
        var source = Clipped.To(text, RemittanceParser.TextLengthMax).AsSpan();
        _characters = new char[source.Length];
        _followsSpace = new bool[source.Length];
        var isAfterSpace = false;
        foreach (var character in source)
        {
            // Control characters are what is left of foreign line ends.
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                isAfterSpace = true;
                continue;
            }
            _followsSpace[Length] = isAfterSpace;
            _characters[Length++] = character;
            isAfterSpace = false;
        }
    }

    public int Length { get; }

    public ReadOnlySpan<char> Span => _characters.AsSpan(0, Length);

    /// <summary>The character, or NUL beyond the end.</summary>
    public char this[int index] => (uint)index < (uint)Length ? _characters[index] : '\0';

    /// <summary>White space stood between this character and the one before it.</summary>
    public bool IsAfterSpace(int index) => (uint)index < (uint)Length && _followsSpace[index];

    public bool HasSpaceWithin(int start, int end)
    {
        for (var i = start + 1; i < end; i++)
        {
            if (_followsSpace[i])
                return true;
        }
        return false;
    }

    public string Text(int start, int end) => new(_characters, start, end - start);

    public int IndexOf(string word, int start) => IndexOf(word, start, Length);

    public int IndexOf(string word, int start, int end)
    {
        if (start >= end)
            return -1;
        var found = Span[start..end].IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return found < 0 ? -1 : found + start;
    }

    public bool IsAt(string word, int index) =>
        index >= 0 && index <= Length && Span[index..].StartsWith(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>A run without white space starting here: its end.</summary>
    public int EndOfRun(int index, Func<char, bool> belongs)
    {
        var end = index;
        while (end < Length && belongs(_characters[end]) && (end == index || !_followsSpace[end]))
            end++;
        return end;
    }
}
