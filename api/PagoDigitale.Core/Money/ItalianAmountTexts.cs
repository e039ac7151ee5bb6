using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Money;

/// <summary>Why what stands there is no amount.</summary>
public static class ItalianAmountTexts
{
    public static readonly Wording Missing = new(
        "The amount is missing or too long: write it like 1.234,56.",
        "L'importo manca o è troppo lungo: scriverlo come 1.234,56."
    );

    public static readonly Wording Sign = new(
        "The sign '{sign}' does not belong to an amount: write it like 1.234,56.",
        "Il carattere '{sign}' non fa parte di un importo: scrivere l'importo come 1.234,56."
    );

    public static readonly Wording Decimals = new(
        "Write the decimals after one comma, with dots for thousands only, like 1.234,56.",
        "Scrivere i decimali dopo una sola virgola, con i punti solo per le migliaia, come 1.234,56."
    );

    public static readonly Wording TwoDecimals = new("An amount has at most two decimals.", "Un importo ha al massimo due decimali.");

    public static readonly Wording Thousands = new(
        "The dots do not separate thousands: write the amount like 1.234,56.",
        "I punti non separano le migliaia: scrivere l'importo come 1.234,56."
    );

    public static readonly Wording TooMuch = new(
        "The amount is beyond the limit of 999.999.999,99.",
        "L'importo supera il limite di 999.999.999,99."
    );
}
