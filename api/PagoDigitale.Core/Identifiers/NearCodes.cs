namespace PagoDigitale.Core.Identifiers;

/// <summary>The codes of a list that somebody who wrote another one may have meant.</summary>
public static class NearCodes
{
    /// <summary>
    /// By how many characters have to be mended, and among equals by how many are right from the beginning: type of organization, area,
    /// service.
    /// </summary>
    public static IReadOnlyList<T> Of<T>(string code, IEnumerable<T> list, Func<T, string> codeOf, int count) =>
        [
            .. list.OrderBy(x => Distance(code, codeOf(x)))
                .ThenByDescending(x => CommonStart(code, codeOf(x)))
                .ThenBy(codeOf, StringComparer.Ordinal)
                .Take(count),
        ];

    /// <summary>Levenshtein's: characters added, left out or changed.</summary>
    public static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0]++;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }
        return row[^1];
    }

    private static int CommonStart(string one, string other) => one.AsSpan().CommonPrefixLength(other);
}
