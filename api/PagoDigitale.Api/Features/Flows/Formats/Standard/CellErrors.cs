using System.Buffers;
using System.Globalization;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>What a spreadsheet shows where it has no value: never an empty cell, never a text somebody wrote.</summary>
public static class CellErrors
{
    /// <summary>A formula that was saved without its result, as programs that write workbooks do.</summary>
    public const string FormulaWithoutValue = "#FORMULA";

    private static readonly SearchValues<char> FormOfErrors = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/_");

    // In English as the files hold them, and in Italian as Excel shows and exports them.
    private static readonly HashSet<string> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        FormulaWithoutValue,
        "#N/A",
        "#N/D",
        "#REF!",
        "#RIF!",
        "#DIV/0!",
        "#VALUE!",
        "#VALORE!",
        "#NAME?",
        "#NOME?",
        "#NUM!",
        "#NULL!",
        "#NULLO!",
        "#SPILL!",
        "#ESPANSIONE!",
        "#CALC!",
        "#CALCOLO!",
        "#FIELD!",
        "#CAMPO!",
        "#BLOCKED!",
        "#BLOCCATO!",
        "#CONNECT!",
        "#CONNETTI!",
        "#UNKNOWN!",
        "#SCONOSCIUTO!",
        "#BUSY!",
        "#GETTING_DATA",
        "Err:502",
        "Err:504",
        "Err:508",
        "Err:522",
    };

    /// <summary>
    /// One of the known ones, a cell too narrow for what it holds, or the form that every error has: programs invent new ones.
    /// </summary>
    public static bool IsError(string text) =>
        text.Length is > 1 and <= 24
        && text[0] is '#' or 'E'
        && (Known.Contains(text) || text.AsSpan().Trim('#').IsEmpty || HasTheForm(text));

    private static bool HasTheForm(string text) =>
        text.Length > 3 && text[0] == '#' && text[^1] is '!' or '?' && !text.AsSpan(1, text.Length - 2).ContainsAnyExcept(FormOfErrors);

    /// <summary><c>H7</c>: how whoever opens the file finds the cell.</summary>
    public static string Reference(int column, int row)
    {
        var letters = "";
        for (var left = column + 1; left > 0; left = (left - 1) / 26)
            letters = (char)('A' + ((left - 1) % 26)) + letters;
        return letters + row.ToString(CultureInfo.InvariantCulture);
    }
}
