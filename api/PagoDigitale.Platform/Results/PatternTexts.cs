using PagoDigitale.Core.Languages;

namespace PagoDigitale.Platform.Results;

/// <summary>How texts are put together, alike in both languages.</summary>
public static class PatternTexts
{
    public static readonly Wording Field = new("{field}: {message}", "{field}: {message}");
    public static readonly Wording FieldSentence = new("{field}: {message}.", "{field}: {message}.");
    public static readonly Wording FieldAndRemedy = new("{field}: {message}. {remedy}", "{field}: {message}. {remedy}");

    /// <summary>Where the message goes on from the field: <c>scope came more than once.</c></summary>
    public static readonly Wording FieldAsSubject = new("{field} {message}.", "{field} {message}.");

    /// <summary>One sentence behind the other.</summary>
    public static readonly Wording Both = new("{first} {second}", "{first} {second}");

    public static readonly Wording OddDay = new("{element} {day} {problem}.", "{element} {day} {problem}.");

    public static readonly Wording Either = new("{first} or {second}", "{first} o {second}");

    public static Message Sentences(IEnumerable<Message> sentences) => sentences.Aggregate((first, second) => Both.With(first, second));

    /// <summary>As a value of another text.</summary>
    public static object Alternatives(IEnumerable<string> names) => names.Aggregate<object>((first, second) => Either.With(first, second));
}
