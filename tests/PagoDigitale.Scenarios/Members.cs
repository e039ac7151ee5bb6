using System.Globalization;
using System.Text;
using PagoDigitale.Core.Identifiers;

namespace PagoDigitale.Scenarios;

/// <summary>People with valid, different fiscal codes, and the flow file that says what they owe.</summary>
public static class Members
{
    public static string FiscalCodeOf(int index) =>
        FiscalCode
            .Build(Letters(index), Letters(index / 8_000), new DateOnly(1950, 1, 1).AddDays(index % 18_000), index % 2 == 0, "H501")
            .Value;

    public static byte[] Csv(int count, long amountCents)
    {
        var text = new StringBuilder("codice_esterno;codice_fiscale;nominativo;descrizione;importo;data_scadenza\n");
        var amount = string.Create(CultureInfo.InvariantCulture, $"{amountCents / 100},{amountCents % 100:00}");
        for (var i = 0; i < count; i++)
            text.Append(CultureInfo.InvariantCulture, $"M{i};{FiscalCodeOf(i)};Iscritto {i};Quota 2026;{amount};31/12/2026\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Three consonants that count in base 20: the surname and the name as the fiscal code sees them.</summary>
    private static string Letters(int index)
    {
        const string consonants = "BCDFGHJKLMNPQRSTVWXZ";
        return string.Concat(Enumerable.Range(0, 3).Select(i => consonants[index / (int)Math.Pow(20, i) % 20]));
    }
}
