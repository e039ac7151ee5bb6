using System.Globalization;
using System.Text;
using PagoDigitale.Api.Tests.Positions;

namespace PagoDigitale.Api.Tests.Taxonomy;

/// <summary>A taxonomy as pagoPA publishes it: the names of its columns, its way with days and quotes, rows of our own.</summary>
public sealed class TaxonomyCsv
{
    public const string Header =
        "CODICE TIPO ENTE CREDITORE;TIPO ENTE CREDITORE;# Progressivo Macro Area per Ente Creditore;NOME MACRO AREA;DESCRIZIONE "
        + "MACRO AREA;CODICE TIPOLOGIA SERVIZIO;"
        + "TIPO SERVIZIO;Motivo Giuridico della riscossione;DESCRIZIONE TIPO SERVIZIO;# VERSIONE TASSONOMIA;DATI SPECIFICI DI INCASSO;"
        + "DATA INIZIO VALIDITA (mm/gg/aaaa);DATA FINE VALIDITA (mm/gg/aaaa);combinazione topic&subtopic;Flag_Nuova_Combinazione";

    public static readonly DateOnly Always = new(2080, 1, 1);

    private static int _edition = 30;

    private readonly List<string> _rows = [];
    private readonly string _version = Interlocked.Increment(ref _edition).ToString(CultureInfo.InvariantCulture);

    public string Edition => _version;

    /// <summary>The codes that scenes use, without end: <c>0101100IM</c>, <c>0101101IM</c>, <c>0101108TS</c>; and others.</summary>
    public static TaxonomyCsv Usual() =>
        new TaxonomyCsv()
            .With("0101100IM", "Imposta sugli immobili", "\"Quanto dovuto per il possesso di fabbricati;\nvale la \"\"nuova\"\" imposta.\"")
            .With("0101101IM", "Rifiuti dell’anno in corso")
            .With("0101108TS", "Tassa sui rifiuti", "Raccolta e smaltimento dei rifiuti della città")
            .With("0102100SA", "Multe e verbali", area: "POLIZIA LOCALE")
            .With("0201133AP", "Proventi di provincia", type: "PROVINCIA");

    public TaxonomyCsv With(
        string code,
        string name,
        string description = "",
        DateOnly? from = null,
        DateOnly? to = null,
        string type = "COMUNE/UNIONE DI COMUNI",
        string area = "TRIBUTI"
    ) => Row(code, name, description, Day(from ?? new(1900, 1, 1)), Day(to ?? Always), type, area);

    public TaxonomyCsv Row(
        string code,
        string name,
        string description,
        string from,
        string to,
        string type = "COMUNE",
        string area = "TRIBUTI"
    )
    {
        _rows.Add(
            $"{code[..2].TrimStart('0')};{type};{code[2..4].TrimStart('0')};{area};Entrate "
                + $"dell'ente.;{code[4..7]};{name};{code[7..]};{description};{_version};9/{code}/;{from};{to};Casa + Altro;1"
        );
        return this;
    }

    public TaxonomyCsv Raw(string row)
    {
        _rows.Add(row);
        return this;
    }

    public TaxonomyCsv Without(string code)
    {
        _rows.RemoveAll(r => r.Contains($"9/{code}/", StringComparison.Ordinal));
        return this;
    }

    public string Text => $"{Header}\n{string.Join('\n', _rows)}\n";

    public MemoryStream File() => new(Encoding.UTF8.GetBytes(Text));

    public static DateOnly InDays(int days) => PositionScene.Today.AddDays(days);

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
