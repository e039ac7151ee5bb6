using System.Globalization;
using System.Text;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Taxonomy;

public enum TaxonomyColumn
{
    Code,
    ValidFrom,
    ValidTo,
    Name,
    Description,
    OrganizationType,
    MacroArea,
    Edition,
}

/// <summary>
/// Where the columns are. They are found by what their names begin with, letters and digits alone: pagoPA has renamed and added
/// columns, and calls the days (mm/gg/aaaa) which it writes dd/mm/yyyy.
/// </summary>
public sealed class TaxonomyColumns
{
    private static readonly (TaxonomyColumn Column, string Key, bool IsMandatory)[] Known =
    [
        (TaxonomyColumn.Code, "datispecificidiincasso", true),
        (TaxonomyColumn.ValidFrom, "datainiziovalidit", true),
        (TaxonomyColumn.ValidTo, "datafinevalidit", true),
        (TaxonomyColumn.Name, "tiposervizio", false),
        (TaxonomyColumn.Description, "descrizionetiposervizio", false),
        (TaxonomyColumn.OrganizationType, "tipoente", false),
        (TaxonomyColumn.MacroArea, "nomemacroarea", false),
        (TaxonomyColumn.Edition, "versionetassonomia", false),
    ];

    private const int NameLengthMax = 140;

    private readonly int[] _positions;
    private readonly string[] _headers;

    private TaxonomyColumns(int[] positions, string[] headers) => (_positions, _headers) = (positions, headers);

    public string NameOf(TaxonomyColumn column) => Clipped.To(_headers[_positions[(int)column]].Trim(), NameLengthMax);

    public string? Cell(string[] row, TaxonomyColumn column) =>
        _positions[(int)column] is >= 0 and var at && at < row.Length ? row[at] : null;

    public static Outcome<TaxonomyColumns> Of(string[] header)
    {
        var keys = header.Select(KeyOf).ToList();
        var positions = Known.Select(k => keys.FindIndex(key => key.StartsWith(k.Key, StringComparison.Ordinal))).ToArray();
        var missing = Known.Where(k => k.IsMandatory && positions[(int)k.Column] < 0).ToList();
        return missing.Count == 0
            ? new TaxonomyColumns(positions, header)
            : ApiError.Invalid([
                .. missing.Select(k => new FieldError(
                    "file",
                    "column-missing",
                    TaxonomyTexts.LacksColumn.With(Shown(k.Column)),
                    TaxonomyTexts.SendWithHeader
                )),
            ]);
    }

    private static string Shown(TaxonomyColumn column) =>
        column switch
        {
            TaxonomyColumn.Code => "DATI SPECIFICI DI INCASSO",
            TaxonomyColumn.ValidFrom => "DATA INIZIO VALIDITA",
            _ => "DATA FINE VALIDITA",
        };

    private static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
            if (char.IsAsciiLetterOrDigit(character) && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
                key.Append(char.ToLowerInvariant(character));
        return key.ToString();
    }
}
