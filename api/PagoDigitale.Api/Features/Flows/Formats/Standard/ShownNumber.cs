using System.Globalization;
using System.Text;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// A number cell as the text it shows, where that is another text than the number: a CAP of 184 with the format <c>00000</c> is
/// 00184. Decimals are never rounded to what a format shows of them: an amount of 10,005 is an error, not 10,01.
/// </summary>
public static class ShownNumber
{
    /// <summary>
    /// A spreadsheet calculates with fifteen significant digits and hides the rest: what it stores for 100 × 1,1 is
    /// 110.00000000000001. Written with a decimal comma: 234.567 as text would read as thousands.
    /// </summary>
    public static string Text(double stored, string? format)
    {
        if (!double.IsFinite(stored) || Math.Abs(stored) >= 1e15)
            return stored.ToString(CultureInfo.InvariantCulture);
        var number = decimal.Parse(stored.ToString("G15", CultureInfo.InvariantCulture), NumberStyles.Float, CultureInfo.InvariantCulture);
        return Formatted(number, format) ?? number.ToString(CultureInfo.InvariantCulture).Replace('.', ',');
    }

    /// <summary>
    /// A format has a section for what is above zero, one for what is below and one for zero (ECMA-376 18.8.31); where the section
    /// is there and empty, as all are in <c>;;;</c>, whoever opens the sheet sees an empty cell.
    /// </summary>
    public static bool ShowsNothing(double stored, string? format)
    {
        if (format is null || !format.Contains(';', StringComparison.Ordinal))
            return false;
        var sections = Sections(format);
        var section =
            stored < 0 ? 1
            : stored == 0 && sections.Count > 2 ? 2
            : 0;
        return string.IsNullOrWhiteSpace(sections[section]);
    }

    private static List<string> Sections(string format)
    {
        var sections = new List<string> { "" };
        for (var i = 0; i < format.Length; i++)
            switch (format[i])
            {
                case '"' when format.IndexOf('"', i + 1) is > 0 and var end:
                    sections[^1] += format[(i + 1)..end];
                    i = end;
                    break;
                case '\\' when i + 1 < format.Length:
                    sections[^1] += format[++i];
                    break;
                case '_' or '*' when i + 1 < format.Length:
                    i++;
                    break;
                case ';':
                    sections.Add("");
                    break;
                default:
                    sections[^1] += format[i];
                    break;
            }
        return sections;
    }

    private static string? Formatted(decimal number, string? format)
    {
        if (format is null || Placeholders(format) is not { } shape)
            return null;
        // What stands there is 50 %, not the half that is stored: no column takes it, and the row says so.
        if (shape.Contains('%', StringComparison.Ordinal))
            return (number * 100).ToString("0.##########", CultureInfo.InvariantCulture).Replace('.', ',') + "%";
        return shape.Count(c => c == '0') > 1 && !shape.Contains('.', StringComparison.Ordinal) && decimal.IsInteger(number)
            ? Padded(number, shape)
            : null;
    }

    /// <summary>
    /// The first section of the format: literals in braces, placeholders as they are. Null when it groups, scales or writes in
    /// another way, because the plain number is then the value it shows.
    /// </summary>
    private static string? Placeholders(string format)
    {
        var shape = new StringBuilder();
        for (var i = 0; i < format.Length && format[i] != ';'; i++)
            switch (format[i])
            {
                case '"' when format.IndexOf('"', i + 1) is > 0 and var end:
                    shape.Append('{').Append(format, i + 1, end - i - 1).Append('}');
                    i = end;
                    break;
                case '[' when format.IndexOf(']', i) is > 0 and var end:
                    i = end;
                    break;
                case '\\' when i + 1 < format.Length:
                    shape.Append('{').Append(format[++i]).Append('}');
                    break;
                case '_' or '*' when i + 1 < format.Length:
                    i++;
                    break;
                case '0' or '#' or '?' or '%' or '.':
                    shape.Append(format[i]);
                    break;
                case ' ' or '-' or '/' or '(' or ')':
                    shape.Append('{').Append(format[i]).Append('}');
                    break;
                default:
                    return null;
            }
        return shape.ToString();
    }

    /// <summary>From the right: each placeholder takes a digit, the first takes all that are left.</summary>
    private static string Padded(decimal number, string shape)
    {
        var digits = Math.Abs(number).ToString("0", CultureInfo.InvariantCulture);
        var text = "";
        var left = digits.Length;
        var first = shape.IndexOfAny(['0', '#', '?']);
        for (var i = shape.Length - 1; i >= 0; i--)
            if (shape[i] == '}')
            {
                var start = shape.LastIndexOf('{', i);
                text = shape[(start + 1)..i] + text;
                i = start;
            }
            else if (i == first && left > 0)
            {
                text = digits[..left] + text;
                left = 0;
            }
            else if (left > 0)
                text = digits[--left] + text;
            else if (shape[i] == '0')
                text = "0" + text;
        return number < 0 ? "-" + text : text;
    }
}
