using System.Globalization;

namespace PagoDigitale.Core.Languages;

/// <summary>
/// What is said to a person: a wording and its values, in no language yet. There is no way to make one of a text, so whatever takes a
/// message can only be given what the catalogue has in both languages.
/// </summary>
public sealed class Message : IEquatable<Message>
{
    public Message(Wording wording, IReadOnlyList<object?> values)
    {
        ArgumentNullException.ThrowIfNull(wording);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != wording.Placeholders.Count)
            throw new ArgumentException($"'{wording.English}' takes {wording.Placeholders.Count} values, not {values.Count}.");
        Wording = wording;
        Values = [.. values.Select(Told)];
    }

    public Wording Wording { get; }

    /// <summary>Texts that are the same in every language (identifiers, numbers, days), and messages within the message.</summary>
    public IReadOnlyList<object> Values { get; }

    public string In(Language language) => Wording.Fill(language, Values);

    /// <summary>For logs and exceptions, which are in English.</summary>
    public override string ToString() => In(Language.English);

    public bool Equals(Message? other) => other is not null && Wording == other.Wording && Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => Equals(obj as Message);

    public override int GetHashCode() =>
        Values.Aggregate(Wording.English.GetHashCode(StringComparison.Ordinal), (hash, value) => HashCode.Combine(hash, value));

    private static object Told(object? value) =>
        value switch
        {
            Message message => (object)message,
            Wording wording => wording.With(),
            string text => text,
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTimeOffset instant => instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            IEnumerable<string> texts => string.Join(", ", texts),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value?.ToString() ?? "",
        };
}
