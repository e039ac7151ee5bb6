namespace PagoDigitale.Quickstart.Members;

/// <summary>
/// A row of the spreadsheet. What is given as text stays text; amounts and dates of good rows are real numbers and dates.
/// </summary>
public sealed record SheetLine
{
    public required string Code { get; init; }

    public required string Type { get; init; }

    public required string FiscalCode { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public required object Amount { get; init; }

    public required object DueDate { get; init; }

    public required int AccertamentoYear { get; init; }

    public required string AccertamentoNumber { get; init; }

    public static SheetLine Of(Member member, int year) =>
        new()
        {
            Code = member.Code,
            Type = member.Type,
            FiscalCode = member.FiscalCode,
            Name = member.Name,
            Description = member.Description,
            Amount = member.AmountCents / 100m,
            DueDate = member.DueDate,
            AccertamentoYear = year,
            AccertamentoNumber = member.AccertamentoNumber,
        };

    internal IReadOnlyList<object> Cells =>
        [Code, Type, FiscalCode, Name, Description, Amount, DueDate, AccertamentoYear, AccertamentoNumber];

    internal static IReadOnlyList<string> Titles { get; } =
    [
        "codice_esterno",
        "tipo_debitore",
        "codice_fiscale",
        "nominativo",
        "descrizione",
        "importo",
        "data_scadenza",
        "anno_accertamento",
        "numero_accertamento",
    ];
}
