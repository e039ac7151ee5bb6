namespace PagoDigitale.Quickstart.Members;

/// <summary>Twelve rows as they really come, each wrong in a way of its own.</summary>
public static class BadRows
{
    public static IReadOnlyList<SheetLine> Make(IReadOnlyList<Member> members, int year)
    {
        var good = SheetLine.Of(members[0], year) with { FiscalCode = members[1].FiscalCode };
        SheetLine[] lines =
        [
            good with
            {
                FiscalCode = WithWrongCheckCharacter(members[2].FiscalCode),
            },
            good with
            {
                FiscalCode = "",
            },
            good with
            {
                Name = "",
            },
            good with
            {
                Name = "Associazione Professionale " + new string('A', 60),
            },
            good with
            {
                Amount = "centotrenta",
            },
            good with
            {
                Amount = "0,00",
            },
            good with
            {
                Description = "Quota di\u200b iscrizione",
            },
            good with
            {
                DueDate = $"31/02/{year + 1}",
            },
            good with
            {
                Type = "X",
            },
            good with
            {
                AccertamentoNumber = "999",
            },
            good with
            {
                AccertamentoNumber = "",
            },
            good with
            {
                Description = new string('Q', 141),
            },
        ];
        return [.. lines.Select((line, index) => line with { Code = $"ERRATO-{index + 1:D2}" })];
    }

    private static string WithWrongCheckCharacter(string fiscalCode) =>
        fiscalCode[..15] + (fiscalCode[15] == 'Z' ? 'A' : (char)(fiscalCode[15] + 1));
}
