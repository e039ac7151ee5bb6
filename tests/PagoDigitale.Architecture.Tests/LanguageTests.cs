using System.Text.RegularExpressions;
using PagoDigitale.Api;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Features;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>
/// Whatever is said to a person is in the catalogue, in both languages, with the same values. That a text is there at all the compiler
/// sees: a wording cannot be made with one language, nor a message without a wording.
/// </summary>
public sealed partial class LanguageTests
{
    private static readonly List<(string Where, Wording Wording)> _said =
    [
        .. House.Features.SelectMany(f => f.Errors, (f, e) => ($"{f.Name}, meaning of {e.Code}", e.Meaning)),
        .. House.Features.SelectMany(f => f.Errors, (f, e) => ($"{f.Name}, remedy of {e.Code}", e.Remedy)),
        .. House.Features.SelectMany(f => f.Texts).SelectMany(Wordings.Of, (_, w) => (w.Key, w)),
    ];

    [Fact]
    public void Everything_is_said_in_both_languages()
    {
        _said.Where(s => s.Wording.English.Trim().Length < 2 || s.Wording.Italian.Trim().Length < 2).Select(s => s.Where).ShouldBeEmpty();
        _said
            .Where(s => s.Wording.English == s.Wording.Italian && Value().Replace(s.Wording.English, "").Any(char.IsLetter))
            .Select(s => s.Where)
            .ShouldBeEmpty("the same text twice");
        _said.Count.ShouldBeGreaterThan(600);
    }

    [Fact]
    public void No_Italian_text_is_English() =>
        _said.Where(s => SpokenText.EnglishWords(s.Wording.Italian).Any()).Select(s => $"{s.Where}: {s.Wording.Italian}").ShouldBeEmpty();

    [Fact]
    public void No_English_text_is_Italian() =>
        _said.Where(s => SpokenText.ItalianWords(s.Wording.English).Any()).Select(s => $"{s.Where}: {s.Wording.English}").ShouldBeEmpty();

    [Fact]
    public void Both_languages_have_the_same_values() =>
        _said
            .Where(s => !Wording.NamesIn(s.Wording.English).Order().SequenceEqual(Wording.NamesIn(s.Wording.Italian).Order()))
            .Select(s => $"{s.Where}: {s.Wording.English} / {s.Wording.Italian}")
            .ShouldBeEmpty();

    /// <summary>A brace that names no value would be told as it is.</summary>
    [Fact]
    public void A_brace_holds_the_name_of_a_value() =>
        _said
            .SelectMany(s => new[] { s.Wording.English, s.Wording.Italian }, (s, text) => (s.Where, text))
            .Where(s => Value().Replace(s.text, "").IndexOfAny(['{', '}']) >= 0)
            .Select(s => $"{s.Where}: {s.text}")
            .ShouldBeEmpty();

    [Fact]
    public void A_sentence_ends_as_it_does_in_the_other_language() =>
        _said
            .Where(s => s.Wording.English.EndsWith('.') != s.Wording.Italian.EndsWith('.'))
            .Select(s => $"{s.Where}: {s.Wording.English} / {s.Wording.Italian}")
            .ShouldBeEmpty();

    /// <summary>A straight apostrophe stands in elisions, never for an accent: <c>perchè</c>, <c>e'</c>, <c>puo'</c> are wrong.</summary>
    [Fact]
    public void Italian_has_its_accents() =>
        _said.Where(s => WrongAccent().IsMatch(s.Wording.Italian)).Select(s => $"{s.Where}: {s.Wording.Italian}").ShouldBeEmpty();

    /// <summary>A text that sends its reader to an operation sends to one that is there, by the name the contract has.</summary>
    [Fact]
    public void What_looks_like_an_operation_is_in_the_contract()
    {
        var contract = File.ReadAllText(Path.Combine(Product.Root, "openapi.yaml"));
        var operations = OperationId().Matches(contract).Select(m => m.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var verbs = operations
            .Select(Verb)
            .Concat(["start", "run", "get", "find", "show", "update", "remove"])
            .ToHashSet(StringComparer.Ordinal);
        var known = operations
            .Concat(Member().Matches(contract).Select(m => m.Groups[1].Value))
            .Concat(ParameterName().Matches(contract).Select(m => m.Groups[1].Value))
            .ToHashSet(StringComparer.Ordinal);
        var named = _said
            .SelectMany(s => new[] { s.Wording.English, s.Wording.Italian }, (s, text) => (s.Where, Text: Value().Replace(text, "")))
            .SelectMany(s => CamelCase().Matches(s.Text), (s, m) => (s.Where, Word: m.Value))
            .Where(s => verbs.Contains(Verb(s.Word)))
            .ToList();

        named.Where(s => !known.Contains(s.Word)).Select(s => $"{s.Where}: {s.Word}").ShouldBeEmpty();
        named.Count.ShouldBeGreaterThan(200);
    }

    [Fact]
    public void Every_class_of_texts_is_declared_by_its_feature()
    {
        var declared = House.Features.SelectMany(f => f.Texts).Select(t => t.Name);
        var there = new[]
        {
            "PagoDigitale.Core",
            "PagoDigitale.Node",
            "PagoDigitale.Documents",
            "PagoDigitale.Platform",
            "PagoDigitale.Api",
        }
            .SelectMany(name => Product.Types(Product.Assembly(name)))
            .Where(t => t.Fields.Any(f => f.IsStatic && f.FieldType.FullName == typeof(Wording).FullName))
            .Select(t => t.Name);

        there.Except(declared).ShouldBeEmpty("no feature declares them (Texts)");
        House.Features.SelectMany(f => f.Texts).Select(t => t.Name).ShouldBeUnique();
    }

    private static string Verb(string word) => new([.. word.TakeWhile(char.IsLower)]);

    [GeneratedRegex(@"^ +operationId: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex OperationId();

    [GeneratedRegex(@"(?<=^ +(?:- )?|[{,] ?)([a-z]\w*):", RegexOptions.Multiline)]
    private static partial Regex Member();

    [GeneratedRegex(@"\bname: '?([a-z]\w*)")]
    private static partial Regex ParameterName();

    [GeneratedRegex(@"\b[a-z]+[A-Z]\w*\b")]
    private static partial Regex CamelCase();

    [GeneratedRegex(@"\{[a-z][A-Za-z0-9]*\}")]
    private static partial Regex Value();

    [GeneratedRegex(@"\b(perchè|poichè|affinchè|finchè|nè|sè)\b|\b(e|puo|gia|piu|citta|cosi|sara|pero)'(?!\w)", RegexOptions.IgnoreCase)]
    private static partial Regex WrongAccent();
}
