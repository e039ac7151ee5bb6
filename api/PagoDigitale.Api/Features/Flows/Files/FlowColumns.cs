using System.Buffers;
using System.Text;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.Flows.Files;

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
}

/// <summary>Where each column of the layout is in one file.</summary>
public sealed class FlowColumns
{
    public const string Template =
        "codice_esterno;tipo_debitore;codice_fiscale;nominativo;indirizzo;civico;cap;localita;provincia;nazione;email;pec;codice_servizio;descrizione;importo;data_scadenza;data_fine_validita;anno_accertamento;numero_accertamento";

    private static readonly string[] Names = Template.Split(';');
    private static readonly Dictionary<string, FlowColumn> ByKey = Names.Select((name, i) => (Key: KeyOf(name), Column: (FlowColumn)i)).ToDictionary(x => x.Key, x => x.Column);
    private static readonly FlowColumn[] Mandatory = [FlowColumn.CodiceFiscale, FlowColumn.Nominativo, FlowColumn.Importo];

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\t\n\v\f\r");

    private readonly int[] _positions;

    private FlowColumns(int[] positions, string[] headers) => (_positions, Headers) = (positions, headers);

    /// <summary>As the file has them.</summary>
    public IReadOnlyList<string> Headers { get; }

    public static string NameOf(FlowColumn column) => Names[(int)column];

    public string? Cell(string?[] row, FlowColumn column)
    {
        var position = _positions[(int)column];
        return position < 0 || position >= row.Length ? null : Clean(row[position]);
    }

    /// <summary>The columns whose cell holds a character nobody sees, and which.</summary>
    public IEnumerable<(FlowColumn Column, string Found)> HiddenIn(string?[] row)
    {
        for (var column = 0; column < _positions.Length; column++)
            if (_positions[column] is >= 0 and var position && position < row.Length && row[position] is { } cell && PlainText.FindHidden(Unwrap(cell.Trim())) is { } found)
                yield return ((FlowColumn)column, found);
    }

    /// <summary>Refuses the file when a column is unknown, missing or there twice: guessing would put money on the wrong column.</summary>
    public static FlowColumns Of(string?[] header)
    {
        var length = Array.FindLastIndex(header, h => !string.IsNullOrWhiteSpace(h)) + 1;
        if (length == 0)
            throw new FlowFileException("header-missing", "The first row of the file is empty.", "Put the names of the columns in the first row, as in the template.");
        var positions = Enumerable.Repeat(-1, Names.Length).ToArray();
        for (var i = 0; i < length; i++)
        {
            if (!ByKey.TryGetValue(KeyOf(header[i] ?? ""), out var column))
                throw new FlowFileException("unknown-column", $"'{Shown(header[i])}' (column {i + 1}) is not a column of the layout.",
                    $"Correct the name or remove the column. The columns are: {string.Join(", ", Names)}.");
            if (positions[(int)column] >= 0)
                throw new FlowFileException("column-twice", $"The column '{NameOf(column)}' is there twice.", "Keep one of the two.");
            positions[(int)column] = i;
        }
        var missing = Mandatory.Where(c => positions[(int)c] < 0).Select(NameOf).ToList();
        if (missing.Count > 0)
            throw new FlowFileException("missing-column", $"The file lacks the column{(missing.Count > 1 ? "s" : "")} {string.Join(", ", missing)}.",
                "Add what is missing; the template shows every column.");
        return new FlowColumns(positions, [.. header.Take(length).Select(h => h!.Trim())]);
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

    private static char Plain(char character) => character switch
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
        text.AsSpan().IndexOfAny(LineBreaks) < 0 ? text : string.Create(text.Length, text, static (target, source) =>
        {
            source.CopyTo(target);
            target.ReplaceAny(LineBreaks, ' ');
        });

    private static string Shown(string? header) => header is null || header.Length <= 60 ? (header ?? "").Trim() : header[..60] + "…";
}
