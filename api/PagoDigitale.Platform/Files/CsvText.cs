using System.Text;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Platform.Files;

public static class CsvText
{
    /// <summary>Quotes the cell when it needs it (RFC 4180).</summary>
    public static void Append(StringBuilder text, string cell, char delimiter)
    {
        if (cell.AsSpan().IndexOfAny('"', '\r', '\n') < 0 && !cell.Contains(delimiter, StringComparison.Ordinal))
        {
            text.Append(cell);
            return;
        }
        text.Append('"').Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>
    /// A cell that begins like a formula would be run by a spreadsheet: an apostrophe makes it text. Amounts with a minus
    /// sign stay numbers.
    /// </summary>
    public static string WithoutFormula(string cell)
    {
        // Spreadsheets skip blanks and invisible characters before they look, and some read the full-width signs as the plain ones.
        var visible = PlainText.Without(cell).AsSpan().TrimStart();
        if (
            cell.Length == 0
            || cell[0] is not ('\t' or '\r' or '\n')
                && (visible.IsEmpty || visible[0] is not ('=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20'))
        )
            return cell;
        return cell[0] == '-' && cell.Length > 1 && cell.Skip(1).All(c => char.IsAsciiDigit(c) || c is '.' or ',') ? cell : "'" + cell;
    }

    /// <summary>The cell as it was before <see cref="WithoutFormula"/>.</summary>
    public static string? WithFormula(string? cell) => cell is ['\'', .. var rest] && WithoutFormula(rest) == cell ? rest : cell;
}
