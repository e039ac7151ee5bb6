namespace PagoDigitale.Core.Languages;

/// <summary>What the product tells people things in.</summary>
public enum Language
{
    English,
    Italian,
}
