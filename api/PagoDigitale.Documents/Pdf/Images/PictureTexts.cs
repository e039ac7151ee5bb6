using PagoDigitale.Core.Languages;

namespace PagoDigitale.Documents.Pdf.Images;

/// <summary>Why a picture cannot be printed.</summary>
public static class PictureTexts
{
    public static readonly Wording TooLarge = new("The picture has more than {bytes} bytes", "L'immagine ha più di {bytes} byte");
    public static readonly Wording NoPicture = new("The picture is neither a PNG nor a JPEG", "L'immagine non è né un PNG né un JPEG");

    public static readonly Wording TooManyPixels = new(
        "The picture measures {width} × {height} pixels; the limits are {side} on each side and {pixels} in all",
        "L'immagine misura {width} × {height} pixel; i limiti sono {side} per lato e {pixels} in tutto"
    );

    public static readonly Wording DamagedPng = new("The PNG is damaged: {how}", "Il PNG è danneggiato: {how}");
    public static readonly Wording DamagedJpeg = new("The JPEG is damaged: {how}", "Il JPEG è danneggiato: {how}");
    public static readonly Wording CutOff = new("it is cut off", "è troncato");
    public static readonly Wording ChecksumWrong = new("a checksum is wrong", "un codice di controllo è errato");
    public static readonly Wording HeaderShort = new("its header is short", "l'intestazione è incompleta");
    public static readonly Wording HeaderWrong = new("its header is wrong", "l'intestazione è errata");
    public static readonly Wording NoHeader = new("it does not begin with its header", "non inizia con l'intestazione");
    public static readonly Wording PixelsUnreadable = new("its pixels cannot be read", "i pixel non sono leggibili");
    public static readonly Wording FilterUnknown = new("a row has an unknown filter", "una riga ha un filtro sconosciuto");
    public static readonly Wording NoPalette = new("its palette is missing", "manca la tavolozza dei colori");
    public static readonly Wording OutsidePalette = new("a pixel is outside the palette", "un pixel non è nella tavolozza dei colori");
    public static readonly Wording NoFrame = new("it has no frame header", "manca l'intestazione dell'immagine");
    public static readonly Wording FrameShort = new("its frame header is short", "l'intestazione dell'immagine è incompleta");

    public static readonly Wording OtherCoding = new(
        "The JPEG uses a coding that PDF readers do not know; save it as baseline or progressive",
        "Il JPEG usa una codifica che i lettori di PDF non conoscono; salvarlo come baseline o progressivo"
    );

    public static readonly Wording OtherDepth = new(
        "The JPEG does not have 8 bits for each colour",
        "Il JPEG non ha 8 bit per ogni colore"
    );

    public static readonly Wording OtherColours = new(
        "The JPEG is neither grey nor RGB (CMYK pictures are not taken)",
        "Il JPEG non è né in grigi né RGB (le immagini CMYK non sono accettate)"
    );
}
