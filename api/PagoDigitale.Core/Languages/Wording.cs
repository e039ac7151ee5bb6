using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Core.Languages;

/// <summary>
/// A text for a person in every language there is: one cannot be written without the other. <c>{name}</c> stands for a value that is
/// known when it is said (<see cref="With"/>); both languages have the same ones, in whatever order their sentences want.
/// </summary>
public sealed partial class Wording(string english, string italian)
{
    /// <summary>Of a text that a sentence quotes; a sentence has 500 characters in most answers.</summary>
    private const int ValueLengthMax = 250;

    private string? _key;
    private string[]? _placeholders;

    public string English { get; } = english;

    public string Italian { get; } = italian;

    /// <summary>
    /// Its name in the catalogue: what is stored where a text is kept, so that it can be told in either language afterwards.
    /// </summary>
    public string Key => _key ?? throw new InvalidOperationException($"'{English}' is in no catalogue (Feature.Texts).");

    /// <summary>The names of its values, in the order in which they are given: that of the English sentence.</summary>
    public IReadOnlyList<string> Placeholders => _placeholders ??= NamesIn(English);

    public string In(Language language) => language == Language.Italian ? Italian : English;

    /// <summary>
    /// With its values, one for each name of <see cref="Placeholders"/>. What a caller sent is as long as the caller likes, what we say
    /// of it is not: a long text is shortened, and so is each of a list; how many there are is up to whoever lists them.
    /// </summary>
    public Message With(params object?[] values) => new(this, [.. values.Select(Shortened)]);

    /// <summary>Null stays null: <c>isRight ? null : Texts.Wrong</c> is a wording before it is a message.</summary>
    [return: NotNullIfNotNull(nameof(wording))]
    public static implicit operator Message?(Wording? wording) => wording?.With();

    public override string ToString() => English;

    public static string[] NamesIn(string text) => [.. Placeholder().Matches(text).Select(m => m.Groups[1].Value).Distinct()];

    private static object? Shortened(object? value) =>
        value switch
        {
            null or Message or Wording or IFormattable => value,
            IEnumerable<string> texts => texts.Select(text => Clipped.WithEllipsis(text, ValueLengthMax)),
            _ => Clipped.WithEllipsis(value.ToString(), ValueLengthMax),
        };

    internal void CallIt(string key) => _key ??= key;

    internal string Fill(Language language, IReadOnlyList<object> values) =>
        values.Count == 0
            ? In(language)
            : Placeholder()
                .Replace(
                    In(language),
                    m =>
                    {
                        var place = Array.IndexOf((string[])Placeholders, m.Groups[1].Value);
                        return values[place] is Message inner ? inner.In(language) : (string)values[place];
                    }
                );

    [GeneratedRegex(@"\{([a-z][A-Za-z0-9]*)\}")]
    private static partial Regex Placeholder();
}
