namespace PagoDigitale.Core.Remittance;

/// <summary>
/// Finds flow ids that stand in a text without a break and without a word in front of them: a date, and what follows it in the same
/// run. One that stops before the flow is what is left of an id.
/// </summary>
internal static class BareFlussoId
{
    private const int DateLength = 10;

    /// <summary>The shortest PSP code; what follows a date with less is an hour ("2025-03-04T10:22").</summary>
    private const int PspLengthMin = 4;

    public static IEnumerable<RemittanceReference> All(RemittanceText text)
    {
        for (var start = 0; start + DateLength + PspLengthMin <= text.Length; start++)
        {
            if (!IsBegin(text, start) || !FlussoIdReader.IsDate(text.Span.Slice(start, DateLength)))
                continue;
            var end = text.EndOfRun(start, FlussoIdReader.IsIdCharacter);
            if (end - start < DateLength + PspLengthMin || end - start > FlussoIdReader.LengthMax)
                continue;
            var confidence = IsWhole(text.Span[(start + DateLength)..end]) ? RemittanceConfidence.Exact : RemittanceConfidence.Truncated;
            yield return new(RemittanceKind.Flow, text.Text(start, end), confidence);
            start = end - 1;
        }
    }

    private static bool IsBegin(RemittanceText text, int index) =>
        index == 0 || text.IsAfterSpace(index) || !FlussoIdReader.IsIdCharacter(text[index - 1]);

    private static bool IsWhole(ReadOnlySpan<char> rest) => rest.IndexOf('-') >= PspLengthMin && rest[^1] != '-';
}
