using PagoDigitale.Core.Money;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>
/// How a file writes its amounts, which is known when all of them were read: only that tells whether the point of 12.345 separates
/// thousands or decimals. A row alone never does.
/// </summary>
public sealed class AmountStyle
{
    /// <summary>The warning of a row whose amount has one point and three digits behind it, until the file decides.</summary>
    public const string Ambiguous = "ambiguous-amount";

    /// <summary>Some amount is like 1234.56.</summary>
    public bool HasDecimalPoints { get; private set; }

    /// <summary>Some amount is like 1234,56 or 1.234.567.</summary>
    public bool HasThousandsPoints { get; private set; }

    /// <summary>Where they separate both, they separate decimals: an amount that may be either is refused then.</summary>
    public AmountPoints Points =>
        HasDecimalPoints ? AmountPoints.Decimals
        : HasThousandsPoints ? AmountPoints.Thousands
        : AmountPoints.Unknown;

    public void Note(string amount)
    {
        HasDecimalPoints |= DecimalPoint.IsUsed(amount);
        HasThousandsPoints |= DecimalPoint.IsForThousands(amount);
    }
}

/// <summary>What the points of a file's amounts separate.</summary>
public enum AmountPoints
{
    /// <summary>No amount tells.</summary>
    Unknown,
    Decimals,
    Thousands,
}
