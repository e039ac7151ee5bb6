using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Files that are no text at all and are often sent for one: read as text they would only seem to lack their headings.</summary>
public static class StatementFile
{
    private static readonly (byte[] Start, string What)[] Known =
    [
        ([.. "PK\u0003\u0004"u8], "a workbook (.xlsx) or another packed file"),
        ([0xd0, 0xcf, 0x11, 0xe0], "an old Excel workbook (.xls) or a protected one"),
        ([.. "%PDF-"u8], "a PDF"),
    ];

    public static ApiError? NoText(Stream content)
    {
        Span<byte> start = stackalloc byte[8];
        var length = content.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        foreach (var (sign, what) in Known)
            if (start[..length].StartsWith(sign))
                return ApiError.Invalid(
                    new FieldError(
                        "body",
                        "not-a-text-file",
                        $"is {what}, and statements are read as CSV",
                        "Open it in a spreadsheet and save the sheet as CSV, or ask the bank for a CSV export, and send that."
                    )
                );
        return null;
    }
}
