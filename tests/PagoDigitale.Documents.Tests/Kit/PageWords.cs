using System.Globalization;
using System.Text.RegularExpressions;

namespace PagoDigitale.Documents.Tests.Kit;

/// <summary>The words of a page with their boxes, in points from the top left corner.</summary>
internal static partial class PageWords
{
    public sealed record Word(string Text, double Left, double Top, double Right, double Bottom)
    {
        /// <summary>Boxes are as tall as the typeface allows, more than its letters are: only the middle half counts.</summary>
        public bool Touches(Word other)
        {
            var (top, bottom) = Middle();
            var (otherTop, otherBottom) = other.Middle();
            const double tolerance = 0.5;
            return Left < other.Right - tolerance && other.Left < Right - tolerance && top < otherBottom && otherTop < bottom;
        }

        private (double Top, double Bottom) Middle() => (Top + (Bottom - Top) / 4, Bottom - (Bottom - Top) / 4);
    }

    public static List<Word> Of(byte[] pdf) =>
        [
            .. Pattern()
                .Matches(Tools.Text(pdf, "-bbox"))
                .Select(match => new Word(match.Groups[5].Value, Number(match, 1), Number(match, 2), Number(match, 3), Number(match, 4))),
        ];

    public static List<string> Collisions(byte[] pdf)
    {
        var words = Of(pdf);
        return [.. words.SelectMany((word, i) => words.Skip(i + 1).Where(word.Touches).Select(other => $"{word} touches {other}"))];
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("""<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>""")]
    private static partial Regex Pattern();
}
