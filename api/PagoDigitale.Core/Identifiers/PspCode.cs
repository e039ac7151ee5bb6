namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// How a PSP is named: idPSP in receipts and flow ids; a BIC, an ABI code or a fiscal code as the sender of a flow. Of a BIC
/// (ISO 9362) the branch XXX is the head office and is left out as often as written.
/// </summary>
public static class PspCode
{
    private const int BicLength = 8;
    private const string HeadOffice = "XXX";

    /// <summary>The code and, when it is a BIC, its other spelling.</summary>
    public static IReadOnlyList<string> Spellings(string code)
    {
        if (IsBic(code))
            return [code, code + HeadOffice];
        return code.EndsWith(HeadOffice, StringComparison.Ordinal) && IsBic(code[..^HeadOffice.Length])
            ? [code, code[..^HeadOffice.Length]]
            : [code];
    }

    private static bool IsBic(string code) =>
        code.Length == BicLength && code.All(char.IsAsciiLetterOrDigit) && code[4..6].All(char.IsAsciiLetter);
}
