using PagoDigitale.Core.Languages;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>SQL that gives a message as it is stored, in no language (MessageText): the name of its wording and its values.</summary>
internal static class MessageSql
{
    /// <summary>Statements are made in static fields, by whoever looks at one first: the texts have their names by then.</summary>
    private static readonly IReadOnlyList<Wording> _texts =
    [
        .. Wordings.Of(typeof(FlowVerdictTexts)),
        .. Wordings.Of(typeof(OptionVerdictTexts)),
    ];

    /// <param name="values">SQL of each, in the order of <see cref="Wording.Placeholders"/>.</param>
    public static string Of(Wording wording, params string[] values)
    {
        if (!_texts.Contains(wording) || values.Length != wording.Placeholders.Count)
            throw new ArgumentException($"'{wording.English}' with {values.Length} values cannot be told by a statement.");
        return values.Length == 0
            ? $"""'["{wording.Key}"]'::jsonb"""
            : $"jsonb_build_array('{wording.Key}', {string.Join(", ", values.Select(v => $"({v})::text"))})";
    }
}
