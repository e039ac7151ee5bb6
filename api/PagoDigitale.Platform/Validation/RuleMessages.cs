using System.Globalization;
using FluentValidation;
using FluentValidation.Resources;

namespace PagoDigitale.Platform.Validation;

/// <summary>
/// A rule of FluentValidation says its name and nothing more: the sentence is made of it and of the rule's values where the answer is
/// (<see cref="RuleTexts"/>), so that it is in the catalogue like every other.
/// </summary>
public sealed class RuleMessages : ILanguageManager
{
    private RuleMessages() { }

    public bool Enabled { get; set; } = true;

    public CultureInfo? Culture { get; set; }

    /// <summary>Asked for our codes first, which are no rules.</summary>
    public string GetString(string key, CultureInfo? culture = null) => RuleTexts.Knows(key) ? key : "";

    public static void Install() => ValidatorOptions.Global.LanguageManager = new RuleMessages();
}
