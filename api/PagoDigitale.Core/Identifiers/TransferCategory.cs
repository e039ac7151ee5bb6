namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// The category of a transfer as the node is told it: a code, and in front of it the digit that says whether the debt may be pushed as a
/// request to pay. Digit and code are two facts: the code may be kept with a digit or without.
/// </summary>
public static class TransferCategory
{
    /// <summary>
    /// With exactly one digit in front, whatever <paramref name="code"/> had. The classifications before the taxonomy (0, 1 and 2 in
    /// front) have no place for it and stay as they are; pagoPA leaves nothing out for them either.
    /// </summary>
    public static string Of(string code, RequestToPay request)
    {
        var digit = DigitOf(request);
        return code switch
        {
            [var there, '/', ..] when there == digit => code,
            [>= '6' and <= '9', '/', ..] => $"{digit}{code[1..]}",
            [>= '0' and <= '2', '/', ..] => code,
            _ => $"{digit}/{(TaxonomyCode.TryParse(code, out var parsed) ? $"{parsed.Listed}/" : code)}",
        };
    }

    /// <summary>
    /// What a code says by itself; null where it leaves that to others. The 9 does: it is how codes are published and written, and what was
    /// pushed because of it could not be called back.
    /// </summary>
    public static RequestToPay? SaidBy(string code) =>
        code switch
        {
            ['6', '/', ..] => RequestToPay.HasteHarms,
            ['7', '/', ..] => RequestToPay.ExclusiveCarrier,
            ['8', '/', ..] => RequestToPay.HasteHarmsAndExclusiveCarrier,
            _ => null,
        };

    /// <summary>What counts for a line: the position's word, else its own code's, else that of the service it is paid for.</summary>
    public static RequestToPay Effective(RequestToPay? position, string code, RequestToPay service) => position ?? SaidBy(code) ?? service;

    /// <summary>Whether two codes are the same one, whatever digit says how they are carried.</summary>
    public static bool IsSame(string one, string other) => KeyOf(one) == KeyOf(other);

    /// <summary>The same of codes that differ in the digit alone.</summary>
    public static string KeyOf(string code) => Of(code, RequestToPay.Allowed);

    private static char DigitOf(RequestToPay request) =>
        request switch
        {
            RequestToPay.Allowed => '9',
            RequestToPay.HasteHarms => '6',
            RequestToPay.ExclusiveCarrier => '7',
            RequestToPay.HasteHarmsAndExclusiveCarrier => '8',
            _ => throw new ArgumentOutOfRangeException(nameof(request), request, "No digit is known for it."),
        };
}
