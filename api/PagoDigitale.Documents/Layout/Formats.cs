using System.Globalization;

namespace PagoDigitale.Documents.Layout;

/// <summary>Amounts, dates and codes as the official documents write them.</summary>
internal static class Formats
{
    private static readonly NumberFormatInfo Italian = new() { NumberGroupSeparator = ".", NumberGroupSizes = [3] };

    /// <summary>"1.020,99".</summary>
    public static string Amount(long cents) =>
        (cents / 100).ToString("#,0", Italian) + "," + (cents % 100).ToString("D2", CultureInfo.InvariantCulture);

    public static string Date(DateOnly date) => date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture);

    public static string DateTime(DateTimeOffset instant) =>
        instant.ToString("dd'/'MM'/'yyyy', ore 'HH':'mm':'ss", CultureInfo.InvariantCulture);

    /// <summary>"3020 3200 2700 0002 51".</summary>
    public static string NoticeNumber(string number) => string.Join(' ', number.Chunk(4).Select(group => new string(group)));
}
