using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PagoDigitale.Core.Languages;

namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Notice number (NAV, numero di avviso): 18 digits whose first, the aux digit, tells the layout of the rest
/// (SACI 1.4 chapter 2; SACI 3 keeps aux digit 3 only). Check digits are generated and never demanded:
/// no participant is obliged to verify them and real test notices fail.
/// It is stored as a number, because 18 digits fit a 64-bit integer and imports hold millions of them.
/// </summary>
public readonly record struct NoticeNumber : IComparable<NoticeNumber>
{
    public const int Length = 18;

    private const int CheckModulus = 93;
    private const long ApplicationBaseLimit = 10_000_000_000_000;
    private const long FreeBaseLimit = 1_000_000_000_000_000;
    private const long AuxDigitOneLimit = 100_000_000_000_000_000;

    private readonly long _digits;

    private NoticeNumber(long digits) => _digits = digits;

    public string Value => _digits.ToString("D18", CultureInfo.InvariantCulture);

    public int AuxDigit => (int)(_digits / AuxDigitOneLimit);

    /// <summary>15 digits for aux digit 0, else 17.</summary>
    public string Iuv =>
        AuxDigit == 0
            ? (_digits % FreeBaseLimit).ToString("D15", CultureInfo.InvariantCulture)
            : (_digits % AuxDigitOneLimit).ToString("D17", CultureInfo.InvariantCulture);

    /// <summary>Two digits after aux digit 3, which route the notice to a station; null for other aux digits.</summary>
    public string? SegregationCode => AuxDigit == 3 ? Code : null;

    /// <summary>Two digits after aux digit 0; null for other aux digits.</summary>
    public string? ApplicationCode => AuxDigit == 0 ? Code : null;

    /// <summary>
    /// The node asks for this one to see whether a station in stand-in answers again (SANP, stand-in): it must stay unknown.
    /// </summary>
    public bool IsStationProbe => _digits == 0;

    /// <summary>Aux digits 4 to 9 are refused by payers' applications.</summary>
    public bool HasKnownAuxDigit => AuxDigit <= 3;

    /// <summary>Whether the check digits hold. Aux digit 1 prescribes none, so nothing can be wrong there.</summary>
    public bool HasValidCheckDigits => AuxDigit == 1 || _digits / 100 % CheckModulus == _digits % 100;

    private string Code => (_digits / FreeBaseLimit % 100).ToString("D2", CultureInfo.InvariantCulture);

    public static bool TryParse(string? text, out NoticeNumber value) => TryParse(text, out value, out _);

    public static bool TryParse(string? text, out NoticeNumber value, [NotNullWhen(false)] out Message? problem)
    {
        if (TryParse(text.AsSpan(), out value))
        {
            problem = null;
            return true;
        }
        problem = IdentifierTexts.NoticeNumber;
        return false;
    }

    /// <summary>White space is skipped, since the printed notice groups the digits.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out NoticeNumber value)
    {
        value = default;
        long digits = 0;
        var count = 0;
        foreach (var character in text)
        {
            if (char.IsWhiteSpace(character))
                continue;
            if (!char.IsAsciiDigit(character) || ++count > Length)
                return false;
            digits = digits * 10 + (character - '0');
        }
        if (count != Length)
            return false;
        value = new NoticeNumber(digits);
        return true;
    }

    public static NoticeNumber Parse(string text) =>
        TryParse(text, out var value, out var problem) ? value : throw new FormatException(problem.ToString());

    /// <param name="auxDigit">0 to 3.</param>
    /// <param name="code">Application code (aux digit 0) or segregation code (aux digit 3), 0 to 99; null for 1 and 2.</param>
    /// <param name="baseNumber">Up to 13 digits for aux digits 0 and 3, 15 for 2, 17 for 1.</param>
    public static NoticeNumber Generate(int auxDigit, int? code, long baseNumber)
    {
        var takesCode = auxDigit is 0 or 3;
        ArgumentOutOfRangeException.ThrowIfNegative(auxDigit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(auxDigit, 3);
        if (takesCode != code is >= 0 and <= 99 || (!takesCode && code is not null))
            throw new ArgumentOutOfRangeException(
                nameof(code),
                code,
                $"Aux digit {auxDigit} takes {(takesCode ? "a code from 0 to 99" : "no code")}."
            );
        ArgumentOutOfRangeException.ThrowIfNegative(baseNumber);
        var limit = auxDigit switch
        {
            1 => AuxDigitOneLimit,
            2 => FreeBaseLimit,
            _ => ApplicationBaseLimit,
        };
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(baseNumber, limit);
        if (auxDigit == 1)
            return new NoticeNumber(AuxDigitOneLimit + baseNumber);
        var first16 = auxDigit * FreeBaseLimit + (code ?? 0) * ApplicationBaseLimit + baseNumber;
        return new NoticeNumber(first16 * 100 + first16 % CheckModulus);
    }

    /// <summary>The text alone: one allocation for each notice, for bulk generation.</summary>
    public static string GenerateText(int auxDigit, int? code, long baseNumber) => Generate(auxDigit, code, baseNumber).Value;

    /// <summary>Puts back in front of an IUV what the notice adds to it.</summary>
    public static NoticeNumber FromIuv(int auxDigit, int? applicationCode, string iuv)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(auxDigit);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(auxDigit, 9);
        var isAuxZero = auxDigit == 0;
        if (isAuxZero != applicationCode is >= 0 and <= 99 || (!isAuxZero && applicationCode is not null))
            throw new ArgumentOutOfRangeException(
                nameof(applicationCode),
                applicationCode,
                "Only aux digit 0 takes an application code, from 0 to 99."
            );
        var expected = isAuxZero ? 15 : 17;
        if (iuv.Length != expected || !long.TryParse(iuv, NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
            throw new ArgumentException($"With aux digit {auxDigit} the IUV is {expected} digits.", nameof(iuv));
        return new NoticeNumber(auxDigit * AuxDigitOneLimit + (applicationCode ?? 0) * FreeBaseLimit + digits);
    }

    /// <summary>Groups of four and a last one of two, as the notice prints them: <c>3020 3200 2700 0002 51</c>.</summary>
    public string Grouped() =>
        string.Create(
            22,
            _digits,
            static (target, digits) =>
            {
                for (var i = target.Length - 1; i >= 0; i--)
                {
                    if (i % 5 == 4)
                    {
                        target[i] = ' ';
                        continue;
                    }
                    target[i] = (char)('0' + digits % 10);
                    digits /= 10;
                }
            }
        );

    public int CompareTo(NoticeNumber other) => _digits.CompareTo(other._digits);

    public override string ToString() => Value;

    public static bool operator <(NoticeNumber left, NoticeNumber right) => left._digits < right._digits;

    public static bool operator >(NoticeNumber left, NoticeNumber right) => left._digits > right._digits;

    public static bool operator <=(NoticeNumber left, NoticeNumber right) => left._digits <= right._digits;

    public static bool operator >=(NoticeNumber left, NoticeNumber right) => left._digits >= right._digits;
}
