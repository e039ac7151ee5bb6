using System.Globalization;

namespace PagoDigitale.Documents.Notices;

/// <summary>`CodiceFiscale_Anno_IUV.pdf`, safe as a file name on every system and as a zip entry.</summary>
public static class NoticeFileName
{
    private const int PartLengthMax = 35;
    private const string UnknownDebtor = "ANONIMO";

    public static string For(string? fiscalCode, int year, string iuv)
    {
        var number = Safe(iuv);
        if (number.Length == 0)
            throw new ArgumentException("A notice file name needs an IUV.", nameof(iuv));
        var debtor = Safe(fiscalCode).ToUpperInvariant();
        if (debtor.Length == 0)
            debtor = UnknownDebtor;
        return string.Create(CultureInfo.InvariantCulture, $"{debtor}_{Math.Clamp(year, 0, 9999):D4}_{number}.pdf");
    }

    /// <summary>ASCII letters, digits and hyphens only: no separators, no dots, nothing a shell or a zip reader treats specially.</summary>
    private static string Safe(string? text) =>
        string.Concat((text ?? "").Where(c => char.IsAsciiLetterOrDigit(c) || c == '-').Take(PartLengthMax)).TrimStart('-');
}
