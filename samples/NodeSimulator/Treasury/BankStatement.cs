using System.Globalization;
using System.Text;
using PagoDigitale.Core.Money;
using PagoDigitale.NodeSimulator.Psps;
using PagoDigitale.NodeSimulator.State;

namespace PagoDigitale.NodeSimulator.Treasury;

/// <summary>A transfer that arrives some cents short.</summary>
public sealed record Shortfall(string FlussoId, long Cents);

internal sealed record StatementLine(DateOnly AccountingDate, DateOnly ValueDate, long AmountCents, string Text);

/// <summary>
/// The treasurer's statement as it is downloaded: Windows-1252, semicolons, a line of preamble, Italian dates and amounts, a
/// provvisorio for each credit. One credit for each rendicontazione, among movements that have nothing to do with pagoPA.
/// </summary>
internal static class BankStatement
{
    private static readonly CultureInfo Italian = MakeItalian();
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static byte[] Write(IReadOnlyList<ReportedFlow> flows, int unrelatedCount, Shortfall? shortfall, DateOnly today)
    {
        var first = flows.Count > 0 ? flows.Min(flow => DayOf(flow, today)).AddDays(-2) : today.AddDays(-7);
        var last = flows.Count > 0 ? flows.Max(flow => DayOf(flow, today)) : today;
        var credits = flows.Select(
            (flow, index) =>
                new StatementLine(
                    DayOf(flow, today),
                    flow.RegulationDate,
                    flow.TotalCents - (flow.FlussoId == shortfall?.FlussoId ? shortfall.Cents : 0),
                    Causali.Write(index, flow.FlussoId, KnownPsps.Of(flow.PspId).Name)
                )
        );
        var lines = credits.Concat(UnrelatedMovements.Make(unrelatedCount, first, last)).OrderBy(line => line.AccountingDate).ToList();
        var text = new StringBuilder();
        text.Append(Italian, $"Tesoreria dell'Ente - disponibilità e movimenti dal {first:dd/MM/yyyy} al {last:dd/MM/yyyy}\r\n");
        text.Append("Data contabile;Data valuta;Importo;Descrizione;Provvisorio\r\n");
        var provvisorio = 0;
        foreach (var line in lines)
        {
            var number = line.AmountCents > 0 ? (++provvisorio + 1000).ToString(Italian) : "";
            text.Append(
                Italian,
                $"{line.AccountingDate:dd/MM/yyyy};{line.ValueDate:dd/MM/yyyy};"
                    + $"{EuroCents.ToItalian(line.AmountCents)};{Quoted(line.Text)};{number}\r\n"
            );
        }
        return Windows1252.GetBytes(text.ToString());
    }

    /// <summary>
    /// A statement of today has no line of tomorrow: what is settled later is shown as of today, for its later value date.
    /// </summary>
    private static DateOnly DayOf(ReportedFlow flow, DateOnly today) => flow.RegulationDate < today ? flow.RegulationDate : today;

    private static string Quoted(string text) =>
        text.AsSpan().ContainsAny(';', '"') ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    private static CultureInfo MakeItalian()
    {
        // Spelled out, because slim machines have no culture data.
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.DateTimeFormat.DateSeparator = "/";
        return culture;
    }
}
