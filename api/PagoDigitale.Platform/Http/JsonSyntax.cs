using System.Reflection;
using System.Text.RegularExpressions;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Http;

/// <summary>Finds the sentence of System.Text.Json among those that are in the catalogue, with what it quotes.</summary>
internal static class JsonSyntax
{
    private static readonly (Wording Wording, Regex Shape)[] _known =
    [
        .. typeof(JsonSyntaxTexts)
            .GetFields(BindingFlags.Static | BindingFlags.Public)
            .Select(f => (Wording)f.GetValue(null)!)
            .Select(wording => (wording, ShapeOf(wording))),
    ];

    /// <summary>The first sentence alone is asked for where several follow one another.</summary>
    public static Message Of(string text)
    {
        foreach (var (wording, shape) in _known)
            if (shape.Match(text) is { Success: true } match)
                return wording.With([.. wording.Placeholders.Select(name => match.Groups[name].Value)]);
        return JsonTexts.ReaderSays.With(text);
    }

    private static Regex ShapeOf(Wording wording)
    {
        var shape = Regex.Escape(wording.English);
        foreach (var name in wording.Placeholders)
            shape = shape.Replace($@"\{{{name}}}", $"(?<{name}>.+)", StringComparison.Ordinal);
        return new($"^{shape}$", RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }
}
