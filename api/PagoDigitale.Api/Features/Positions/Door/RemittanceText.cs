using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// The remittance information of a transfer when the caller gives none (SACI 1.4: unstructured, with IUV and amount), for one and for
/// sets. RemittanceTextTests compares both.
/// </summary>
public static class RemittanceText
{
    private const int LengthMax = 140;

    public static string For(string iuv, long amountCents, string description) =>
        Cut($"/RFB/{iuv}/{EuroCents.ToWire(amountCents)}/TXT/{description}");

    /// <summary>The same of SQL expressions; the amount is a bigint.</summary>
    public static string Sql(string iuv, string amountCents, string description) =>
        $"""
            left('/RFB/' || {iuv} || '/' || {amountCents} / 100 || '.' || lpad(({amountCents} % 100)::text, 2, '0')
                || '/TXT/' || {description}, {LengthMax})
            """;

    /// <summary>
    /// Counted as the schema of the node and PostgreSQL do: a letter outside the basic plane is one character, and two chars here.
    /// </summary>
    private static string Cut(string text)
    {
        if (text.Length <= LengthMax)
            return text;
        var end = 0;
        for (var characters = 0; characters < LengthMax && end < text.Length; characters++)
            end += char.IsSurrogatePair(text, end) ? 2 : 1;
        return text[..end];
    }
}
