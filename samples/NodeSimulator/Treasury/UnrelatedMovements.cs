namespace PagoDigitale.NodeSimulator.Treasury;

/// <summary>What else moves on a treasury account. None of it is about pagoPA; the same every time.</summary>
internal static class UnrelatedMovements
{
    private static readonly (string Text, int Sign)[] Kinds =
    [
        ("STIPENDI DIPENDENTI MESE CORRENTE; NETTO", -1),
        ("BONIFICO A VOSTRO FAVORE DA ROSSI MARIO CAUSALE DIRITTI DI SEGRETERIA", 1),
        ("F24 TELEMATICO RITENUTE E CONTRIBUTI", -1),
        ("CANONE LOCAZIONE SEDE VIA DELLA LIBERTÀ 12", -1),
        ("ACCREDITO INTERESSI ATTIVI", 1),
        ("COMMISSIONI TENUTA CONTO", -1),
        ("BONIFICO CONSIGLIO NAZIONALE \"CONTRIBUTO FORMAZIONE\"", 1),
        ("ADDEBITO UTENZE ENERGIA ELETTRICA", -1),
        ("GIROCONTO DA CONTO POSTALE", 1),
        ("MANDATO DI PAGAMENTO FORNITORE CANCELLERIA", -1),
    ];

    public static IEnumerable<StatementLine> Make(int count, DateOnly first, DateOnly last)
    {
        var random = new Random(20_260_101);
        var days = last.DayNumber - first.DayNumber + 1;
        for (var i = 0; i < count; i++)
        {
            var (text, sign) = Kinds[i % Kinds.Length];
            var day = first.AddDays(random.Next(days));
            yield return new StatementLine(day, day.AddDays(random.Next(3)), sign * random.NextInt64(150, 950_000), text);
        }
    }
}
