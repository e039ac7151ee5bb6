using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Files that are no text at all and are often sent for one: read as text they would only seem to lack their headings.</summary>
public static class StatementFile
{
    private static readonly (byte[] Start, Wording What)[] Known =
    [
        ([.. "PK\u0003\u0004"u8], BankStatementsTexts.IsWorkbook),
        ([0xd0, 0xcf, 0x11, 0xe0], BankStatementsTexts.IsOldWorkbook),
        ([.. "%PDF-"u8], BankStatementsTexts.IsPdf),
    ];

    public static ApiError? NoText(Stream content)
    {
        Span<byte> start = stackalloc byte[8];
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        foreach (var (sign, what) in Known)
            if (start[..length].StartsWith(sign))
                return ApiError.Invalid(new FieldError("body", "not-a-text-file", what, BankStatementsTexts.SaveAsCsv));
        return null;
    }
}
