using System.Text;
using PagoDigitale.Core.Text;
using PagoDigitale.Platform.Files;

namespace PagoDigitale.Api.Features.Flows.Formats.Standard;

/// <summary>
/// The encoding of a file of rows. What was written in a third encoding is valid Windows-1252 and odd: <see cref="DoubtfulText"/> finds
/// it cell by cell.
/// </summary>
public static class TextEncoding
{
    /// <summary>The encodings a caller can name.</summary>
    public static readonly string[] Names = ["utf-8", "windows-1252", DoubtfulText.Ibm850, DoubtfulText.Macintosh];

    public static Encoding Detect(string path, CancellationToken ct)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1, FileOptions.SequentialScan);
        var (encoding, hasZeros) = TextEncodings.Recognise(file, ct);
        return hasZeros
            ? throw new FlowFileException("wrong-encoding", FlowFileTexts.ZeroBytes, FlowFileTexts.SaveAsText.With(Names.AsEnumerable()))
            : encoding;
    }
}
