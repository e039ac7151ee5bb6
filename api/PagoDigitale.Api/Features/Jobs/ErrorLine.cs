using System.Text.RegularExpressions;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Api.Features.Jobs;

/// <summary>
/// What an operator may read of a stored exception: its first line, without what it quotes and without whatever has digits or an at
/// sign, since a message may repeat the value it is about: a fiscal code, a name, an address, an account. The whole is in the log and in
/// the database.
/// </summary>
public static partial class ErrorLine
{
    private const int LengthMax = 300;

    public static string Of(string error)
    {
        var first = error.AsSpan()[..(error.AsSpan().IndexOfAny('\r', '\n') is var end && end >= 0 ? end : error.Length)].ToString();
        return Clipped.WithEllipsis(Values().Replace(first, "…").Trim(), LengthMax);
    }

    [GeneratedRegex("""(?<![\w])'[^']*'(?!\w)|"[^"]*"|«[^»]*»|“[^”]*”|[^\s():;,]*[\d@][^\s():;,]*""")]
    private static partial Regex Values();
}
