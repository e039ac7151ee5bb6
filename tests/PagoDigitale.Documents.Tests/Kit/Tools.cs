using System.ComponentModel;
using System.Diagnostics;

namespace PagoDigitale.Documents.Tests.Kit;

/// <summary>Independent readers of our documents. A missing one fails the test: a skipped check would hide a broken notice.</summary>
internal static class Tools
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static string Text(byte[] pdf, params string[] options) =>
        WithFile(pdf, path => Run("pdftotext", "poppler-utils", ["-enc", "UTF-8", .. options, path, "-"]));

    public static string Info(byte[] pdf) => WithFile(pdf, path => Run("pdfinfo", "poppler-utils", [path]));

    public static string Fonts(byte[] pdf) => WithFile(pdf, path => Run("pdffonts", "poppler-utils", [path]));

    public static string Check(byte[] pdf) => WithFile(pdf, path => Run("qpdf", "qpdf", ["--check", path]));

    /// <summary>What a camera reads on the first page.</summary>
    public static string ReadCodes(byte[] pdf) =>
        WithFile(
            pdf,
            path =>
            {
                Run("pdftoppm", "poppler-utils", ["-png", "-r", "150", "-singlefile", path, path]);
                return Run("zbarimg", "zbar-tools", ["--quiet", "--raw", path + ".png"]).Trim();
            }
        );

    /// <summary>The first page as an uncompressed picture (PPM).</summary>
    public static byte[] Pixels(byte[] pdf) =>
        WithFile(
            pdf,
            path =>
            {
                Run("pdftoppm", "poppler-utils", ["-r", "72", "-singlefile", path, path]);
                return File.ReadAllBytes(path + ".ppm");
            }
        );

    private static T WithFile<T>(byte[] pdf, Func<string, T> use)
    {
        var folder = Directory.CreateTempSubdirectory("pagodigitale-documents-");
        try
        {
            var path = Path.Combine(folder.FullName, "document.pdf");
            File.WriteAllBytes(path, pdf);
            return use(path);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Run(string tool, string package, string[] arguments)
    {
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Limit))
                throw new InvalidOperationException($"{tool} did not finish within {Limit}.");
            if (process.ExitCode != 0)
                throw new InvalidOperationException($"{tool} failed ({process.ExitCode}): {errors.Result}{output.Result}");
            return output.Result;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{tool} is missing: install it with 'apt-get install {package}'.", exception);
        }
    }
}
