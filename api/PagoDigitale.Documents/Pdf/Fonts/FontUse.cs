namespace PagoDigitale.Documents.Pdf.Fonts;

/// <summary>How much of a font a document needs: most notices need the core alone, which keeps them small.</summary>
internal enum FontUse
{
    None,

    /// <summary>The characters of ordinary Italian text, or of codes.</summary>
    Core,

    /// <summary>Every glyph the font has.</summary>
    Extended,
}
