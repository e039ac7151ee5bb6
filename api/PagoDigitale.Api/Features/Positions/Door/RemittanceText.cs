using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>The remittance information of a transfer when the caller gives none (SACI 1.4: unstructured, with IUV and amount).</summary>
public static class RemittanceText
{
    private const int LengthMax = 140;

    public static string For(string iuv, long amountCents, string description)
    {
        var text = $"/RFB/{iuv}/{EuroCents.ToWire(amountCents)}/TXT/{description}";
        if (text.Length <= LengthMax)
            return text;
        // A letter outside the basic plane is two chars: half of one is no text.
        return text[..(char.IsHighSurrogate(text[LengthMax - 1]) ? LengthMax - 1 : LengthMax)];
    }
}
