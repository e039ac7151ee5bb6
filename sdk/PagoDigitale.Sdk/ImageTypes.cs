namespace PagoDigitale.Sdk;

/// <summary>What images are sent as.</summary>
internal static class ImageTypes
{
    public static string Of(string fileName) =>
        Path.GetExtension(fileName)?.ToLowerInvariant() switch
        {
            ".png" => "image/png",
            ".jpg" or ".jpeg" => "image/jpeg",
            _ => throw new ArgumentException($"'{fileName}' is neither a PNG nor a JPEG by its ending.", nameof(fileName)),
        };
}
