namespace PagoDigitale.Quickstart.Members;

/// <summary>A member of the order and the fee owed.</summary>
public sealed record Member(
    string Code,
    string Type,
    string FiscalCode,
    string Name,
    string Description,
    long AmountCents,
    DateOnly DueDate,
    string AccertamentoNumber
);

/// <summary>A revenue entry of the budget the fees are booked to.</summary>
public sealed record FeeKind(string AccertamentoNumber, string Chapter, string Description, long AmountCents);
