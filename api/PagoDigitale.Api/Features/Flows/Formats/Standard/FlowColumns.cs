using System.Buffers;
using System.Text;
using PagoDigitale.Core.Text;
using PagoDigitale.Documents;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>The columns of the standard layout (specs/formats/flow-standard.md), in the order of the template.</summary>
public enum FlowColumn
{
    CodiceEsterno,
    TipoDebitore,
    CodiceFiscale,
    Nominativo,
    Indirizzo,
    Civico,
    Cap,
    Localita,
    Provincia,
    Nazione,
    Email,
    Pec,
    CodiceServizio,
    Descrizione,
    Importo,
    DataScadenza,
    DataFineValidita,
    AnnoAccertamento,
    NumeroAccertamento,
    Opzione,
    TipoOpzione,
    DescrizioneOpzione,
    Rata,
    DataInizioValidita,
    PagaDopoScadenza,
    PrefissoTassonomia,
}

/// <summary>Where each column of the layout is in one file.</summary>
public sealed class FlowColumns
{
    public const string Template =
        "codice_esterno;tipo_debitore;codice_fiscale;nominativo;indirizzo;civico;cap;localita;provincia;nazione;email;pec;"
        + "codice_servizio;descrizione;importo;data_scadenza;data_fine_validita;anno_accertamento;numero_accertamento;"
        + "opzione;tipo_opzione;descrizione_opzione;rata;data_inizio_validita;paga_dopo_scadenza;prefisso_tassonomia";

    /// <summary>What the outcome of a flow adds to the columns of its file.</summary>
    public static readonly string[] OutcomeNames =
    [
        "esito",
        "codice",
        "campo",
        "messaggio",
        "rimedio",
        "numero_avviso",
        "iuv",
        "avvertenze",
    ];

    private static readonly string[] Names = Template.Split(';');
    private static readonly Dictionary<string, FlowColumn> ByKey = Names
        .Select((name, i) => (Key: KeyOf(name), Column: (FlowColumn)i))
        .ToDictionary(x => x.Key, x => x.Column);
    private static readonly HashSet<string> Outcome = [.. OutcomeNames.Select(KeyOf)];
    private static readonly FlowColumn[] Mandatory = [FlowColumn.CodiceFiscale, FlowColumn.Nominativo, FlowColumn.Importo];

    private static readonly FlowColumn[] Printed =
    [
        FlowColumn.Nominativo,
        FlowColumn.Indirizzo,
        FlowColumn.Civico,
        FlowColumn.Cap,
        FlowColumn.Localita,
        FlowColumn.Provincia,
        FlowColumn.Descrizione,
        FlowColumn.DescrizioneOpzione,
    ];

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\t\n\v\f\r");

    private readonly int[] _positions;
    private readonly bool _isOutcome;

    private FlowColumns(int[] positions, string[] headers, bool isOutcome) =>
        (_positions, Headers, _isOutcome) = (positions, headers, isOutcome);

    /// <summary>As the file has them.</summary>
    public IReadOnlyList<string> Headers { get; }

    public static string NameOf(FlowColumn column) => Names[(int)column];

    public string? Cell(string?[] row, FlowColumn column)
    {
        var position = _positions[(int)column];
        return position < 0 || position >= row.Length ? null : Clean(_isOutcome ? CsvText.WithFormula(row[position]) : row[position]);
    }

    /// <summary>The columns whose cell, as it is in the row, <paramref name="isWanted"/>, and where they stand.</summary>
    public IEnumerable<(FlowColumn Column, int Position, string Text)> Where(string?[] row, Func<string, bool> isWanted)
    {
        for (var column = 0; column < _positions.Length; column++)
            if (
                _positions[column] is >= 0 and var position
                && position < row.Length
                && row[position] is { Length: > 0 } cell
                && isWanted(cell)
            )
                yield return ((FlowColumn)column, position, cell);
    }

    /// <summary>The cells of the layout alone: two rows are equal when these are, whatever an outcome says beside them.</summary>
    public IEnumerable<string?> Known(string?[] row) => _isOutcome ? Enum.GetValues<FlowColumn>().Select(c => Cell(row, c)) : row;

    /// <summary>The columns whose cell holds a character nobody sees, and which.</summary>
    public IEnumerable<(FlowColumn Column, string Found, string Text)> HiddenIn(string?[] row)
    {
        for (var column = 0; column < _positions.Length; column++)
            if (
                _positions[column] is >= 0 and var position
                && position < row.Length
                && row[position] is { } cell
                && PlainText.FindHidden(Unwrap(cell.Trim())) is { } found
            )
                yield return ((FlowColumn)column, found, cell);
    }

    /// <summary>The columns that are printed whose cell holds what paper cannot show, and what.</summary>
    public IEnumerable<(FlowColumn Column, string Found)> UnprintableIn(string?[] row) =>
        from column in Printed
        let found = Cell(row, column) is { } text ? PrintableText.FindUnprintable(text) : null
        where found is not null
        select (column, found);

    /// <summary>Refuses the file when a column is unknown, missing or there twice: guessing would put money on the wrong column.</summary>
    public static FlowColumns Of(string?[] header)
    {
        var length = Array.FindLastIndex(header, h => !string.IsNullOrWhiteSpace(h)) + 1;
        if (length == 0)
            throw new FlowFileException("header-missing", FlowFileTexts.NoHeader, FlowFileTexts.NameColumns);
        var positions = Enumerable.Repeat(-1, Names.Length).ToArray();
        // A file that comes back from us, corrected. Alone, a column like numero_avviso would be a wish that is not granted: refused.
        var isOutcome = header.Take(length).Any(h => KeyOf(h ?? "") == "esito");
        for (var i = 0; i < length; i++)
        {
            if (isOutcome && Outcome.Contains(KeyOf(header[i] ?? "")))
                continue;
            if (!ByKey.TryGetValue(KeyOf(header[i] ?? ""), out var column))
                throw new FlowFileException(
                    "unknown-column",
                    FlowFileTexts.UnknownColumn.With(Shown(header[i]), i + 1),
                    FlowFileTexts.CorrectColumn.With(Names.AsEnumerable())
                );
            if (positions[(int)column] >= 0)
                throw new FlowFileException("column-twice", FlowFileTexts.ColumnTwice.With(NameOf(column)), FlowFileTexts.KeepOne);
            positions[(int)column] = i;
        }
        var missing = Mandatory.Where(c => positions[(int)c] < 0).Select(NameOf).ToList();
        if (missing.Count > 0)
            throw new FlowFileException(
                "column-missing",
                (missing.Count > 1 ? FlowFileTexts.ColumnsMissing : FlowFileTexts.ColumnMissing).With(missing),
                FlowFileTexts.AddColumns
            );
        return new FlowColumns(positions, [.. header.Take(length).Select(h => h!.Trim())], isOutcome);
    }

    /// <summary>Capitals, spaces, underscores and accents make no difference: <c>Località</c>, <c>LOCALITA</c>.</summary>
    private static string KeyOf(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var character in name)
        {
            var plain = Plain(char.ToLowerInvariant(character));
            if (!char.IsWhiteSpace(plain) && plain is not ('_' or '-' or '.' or '\'' or '\ufeff'))
                key.Append(plain);
        }
        return key.ToString();
    }

    private static char Plain(char character) =>
        character switch
        {
            'à' or 'á' or 'â' or 'ä' => 'a',
            'è' or 'é' or 'ê' or 'ë' => 'e',
            'ì' or 'í' or 'î' or 'ï' => 'i',
            'ò' or 'ó' or 'ô' or 'ö' => 'o',
            'ù' or 'ú' or 'û' or 'ü' => 'u',
            _ => character,
        };

    /// <summary>Without what nobody sees: the row is refused for it (<see cref="HiddenIn"/>), and it goes no further.</summary>
    private static string? Clean(string? cell)
    {
        if (cell is null)
            return null;
        var text = PlainText.Without(Unwrap(cell.Trim())).Trim();
        return text.Length == 0 ? null : text;
    }

    /// <summary>Spreadsheets break long cells into lines; here a text is one line.</summary>
    private static string Unwrap(string text) =>
        text.AsSpan().IndexOfAny(LineBreaks) < 0
            ? text
            : string.Create(
                text.Length,
                text,
                static (target, source) =>
                {
                    source.CopyTo(target);
                    target.ReplaceAny(LineBreaks, ' ');
                }
            );

    private static string Shown(string? header) => Clipped.WithEllipsis((header ?? "").Trim(), 60);
}
