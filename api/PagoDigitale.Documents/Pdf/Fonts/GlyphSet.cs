namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>
/// The font's glyphs in the order our documents number them: .notdef, the core characters and their components, then the rest.
/// </summary>
internal sealed class GlyphSet
{
    private const int CharacterMax = 0x2200;
    private const int LatinMax = 0x180;
    private readonly ushort[] _byCharacter = new ushort[CharacterMax];
    private readonly Dictionary<int, ushort> _byGlyph = [];
    private readonly List<int> _glyphs = [];
    private readonly List<char> _characters = [];
    private readonly List<int> _widths = [];

    private GlyphSet() { }

    /// <summary>Original glyph by our number.</summary>
    public IReadOnlyList<int> Glyphs => _glyphs;

    /// <summary>First character by our number; '\0' for parts of other glyphs.</summary>
    public IReadOnlyList<char> Characters => _characters;

    public int[] Widths { get; private set; } = [];

    public int CoreCount { get; private set; }

    public int Count => _glyphs.Count;

    /// <summary>Ordinary Italian text: ASCII, accented letters, the punctuation of the fixed texts.</summary>
    public static IEnumerable<char> ItalianText { get; } =
    [.. Enumerable.Range(0x20, 0x5F).Select(code => (char)code), .. "ÀÈÉÌÍÎÒÓÙÚàáèéìíîòóùú°ªº·«»€–—‘’“”…\u00a0"];

    /// <summary>What fiscal codes, notice numbers and amounts are made of.</summary>
    public static IEnumerable<char> Codes { get; } = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ .,-?";

    /// <summary>A face for codes leaves Greek and Cyrillic out even from its large subset: no code has them.</summary>
    public static GlyphSet Of(TrueTypeFont font, bool isForCodes)
    {
        var set = new GlyphSet();
        set.Add(font, 0, '\0');
        set.AddAll(font, isForCodes ? Codes : ItalianText);
        set.CoreCount = set.Count;
        set.AddAll(font, Enumerable.Range(0x20, (isForCodes ? LatinMax : CharacterMax) - 0x20).Select(code => (char)code));
        set.Widths = [.. set._widths];
        return set;
    }

    /// <summary>
    /// Our glyph for a character. What the font lacks shows as its plain letter, or as a question mark: never as nothing.
    /// </summary>
    public int Find(char c) => Own(c) is var glyph and > 0 ? glyph : _byCharacter['?'];

    /// <summary>Whether the character is shown by a glyph that stands for it.</summary>
    public bool Shows(char c) => Own(c) > 0;

    /// <summary>Some letters have two accents, and lose one after the other until the font has what is left; 0 when nothing is.</summary>
    private ushort Own(char c)
    {
        while (c >= CharacterMax || _byCharacter[c] == 0)
        {
            if (Latin.Plain(c) is not { } plain)
                return 0;
            c = plain;
        }
        return _byCharacter[c];
    }

    private void AddAll(TrueTypeFont font, IEnumerable<char> characters)
    {
        var first = Count;
        foreach (var c in characters)
        {
            if (font.GlyphOf(c) is var glyph and > 0)
                _byCharacter[c] = Add(font, glyph, c);
        }
        // Parts of composite glyphs may be composite themselves: the list grows while it is walked.
        for (var i = first; i < _glyphs.Count; i++)
        {
            foreach (var part in GlyphOutline.Parts(font.Outline(_glyphs[i]).Span))
                Add(font, part, '\0');
        }
    }

    private ushort Add(TrueTypeFont font, int glyph, char c)
    {
        if (_byGlyph.TryGetValue(glyph, out var number))
        {
            if (_characters[number] == '\0')
                _characters[number] = c;
            return number;
        }
        number = (ushort)_glyphs.Count;
        _byGlyph.Add(glyph, number);
        _glyphs.Add(glyph);
        _characters.Add(c);
        _widths.Add(font.Scale(font.Advance(glyph)));
        return number;
    }

    public ushort NumberOf(int glyph) => _byGlyph[glyph];
}
