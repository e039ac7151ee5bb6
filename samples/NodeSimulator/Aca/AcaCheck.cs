namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>The form of a write, as ACA's document has it; what it means is another matter.</summary>
internal static class AcaCheck
{
    private const int TextMax = 255;
    private const int FiscalCodeLength = 11;
    private const int IbanLength = 27;
    private const long AmountMax = 99_999_999_999;

    /// <summary>Every problem, with the member it is about; none when the write has the right form.</summary>
    public static List<string> Problems(AcaRequest request)
    {
        var problems = new List<string>();
        Length("paFiscalCode", request.PaFiscalCode, FiscalCodeLength, FiscalCodeLength);
        if (request.EntityType is not ("F" or "G"))
            problems.Add("entityType: F or G");
        Length("entityFiscalCode", request.EntityFiscalCode, 2, int.MaxValue);
        Length("entityFullName", request.EntityFullName, 1, TextMax);
        Length("iuv", request.Iuv, 1, TextMax);
        if (request.Amount is not (>= 0 and <= AmountMax))
            problems.Add($"amount: whole cents from 0 to {AmountMax}");
        Length("description", request.Description, 1, TextMax);
        if (request.ExpirationDate is not { } date || !IsoInstant.TryParse(date, out _))
            problems.Add("expirationDate: an instant with its offset, like 2026-12-31T23:59:59Z");
        if (request.Nav is not null)
            Length("nav", request.Nav, 1, TextMax);
        if (request.Iban is not null)
            Length("iban", request.Iban, IbanLength, IbanLength);
        if (request.PostalIban is not null)
            Length("postalIban", request.PostalIban, IbanLength, IbanLength);
        return problems;

        void Length(string member, string? text, int min, int max)
        {
            if (text is null)
                problems.Add($"{member}: must not be null");
            else if (text.Length < min || text.Length > max)
                problems.Add(max == int.MaxValue ? $"{member}: at least {min} characters" : $"{member}: {min} to {max} characters");
        }
    }

    /// <summary>Of a request without problems.</summary>
    public static AcaPosition PositionOf(AcaRequest request) =>
        new(
            request.PaFiscalCode!,
            request.EntityType!,
            request.EntityFiscalCode!,
            request.EntityFullName!,
            request.Iuv!,
            request.Nav ?? $"3{request.Iuv}",
            request.Amount!.Value,
            request.Description!,
            request.ExpirationDate!,
            request.Iban,
            request.PostalIban,
            request.SwitchToExpired ?? false,
            request.PayStandIn ?? true
        );
}
