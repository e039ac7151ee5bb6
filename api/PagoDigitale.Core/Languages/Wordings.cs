using System.Collections.Concurrent;
using System.Reflection;

namespace PagoDigitale.Core.Languages;

/// <summary>
/// The texts of a class that holds nothing else, each called by class and field (<c>Positions.TimeToPayIsOver</c>): under that name
/// what was stored is found again.
/// </summary>
public static class Wordings
{
    private const string Suffix = "Texts";

    private static readonly ConcurrentDictionary<string, Wording> _known = new(StringComparer.Ordinal);

    public static IReadOnlyList<Wording> Of(Type texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var room = texts.Name.EndsWith(Suffix, StringComparison.Ordinal) ? texts.Name[..^Suffix.Length] : texts.Name;
        return
        [
            .. texts
                .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
                .Where(f => f.FieldType == typeof(Wording))
                .Select(f => Called($"{room}.{f.Name}", (Wording)f.GetValue(null)!)),
        ];
    }

    /// <summary>Null for a name that this version does not have.</summary>
    public static Wording? Find(string key) => _known.GetValueOrDefault(key);

    private static Wording Called(string key, Wording wording)
    {
        wording.CallIt(key);
        _known[key] = wording;
        return wording;
    }
}
