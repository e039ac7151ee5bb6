namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>How much of a font a document needs: most notices need the core alone, which keeps them small.</summary>
internal enum FontUse
{
    None,

    /// <summary>ASCII, the Italian accented letters and the punctuation of the fixed texts.</summary>
    Core,

    /// <summary>Every glyph the font has.</summary>
    Extended,
}
