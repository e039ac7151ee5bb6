namespace PagoDigitale.Platform.Database;

public static class LikePattern
{
    /// <summary>Takes the special meaning from the characters of a LIKE pattern: what a clerk types is text.</summary>
    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
