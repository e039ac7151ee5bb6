using System.ComponentModel;
using System.Diagnostics;

namespace PagoDigitale.Api.Tests.Notices;

/// <summary>
/// Reads a printed notice as a person and a camera do. A missing tool fails the test: a skipped check would hide a broken notice.
/// </summary>
internal static class PrintedNotice
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Text(byte[] pdf) => WithFile(pdf, path => Run("pdftotext", "poppler-utils", "-enc", "UTF-8", path, "-"));

    public static string QrCode(byte[] pdf) =>
        WithFile(
            pdf,
            path =>
            {
                Run("pdftoppm", "poppler-utils", "-png", "-r", "150", "-singlefile", path, path);
                return Run("zbarimg", "zbar-tools", "--quiet", "--raw", path + ".png").Trim();
            }
        );

    private static string WithFile(byte[] pdf, Func<string, string> read)
    {
        var folder = Directory.CreateTempSubdirectory("pagodigitale-notices-");
        try
        {
            var path = Path.Combine(folder.FullName, "notice.pdf");
            File.WriteAllBytes(path, pdf);
            return read(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string tool, string package, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true })!;
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
                throw new InvalidOperationException($"{tool} did not finish within {Limit}.");
            return process.ExitCode == 0
                ? output.Result
                : throw new InvalidOperationException($"{tool} failed ({process.ExitCode}): {output.Result}");
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{tool} is missing: install it with 'apt-get install {package}'.", error);
        }
    }
}
