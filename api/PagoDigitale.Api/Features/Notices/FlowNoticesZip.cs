using System.IO.Compression;
using System.Text;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Documents;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.Processor;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// One PDF for each row, in the order of the rows. A few pages are drawn at once and wait their turn, so memory stays the same
/// however long the flow is. A notice that cannot be drawn does not stop the others: it is told in <see cref="ErrorsName"/>.
/// </summary>
public sealed class FlowNoticesZip(
    INoticeRenderer renderer,
    NoticeIssuer issuer,
    BackgroundThreads threads,
    DateTimeOffset now,
    ILogger<FlowNoticesZip> log
)
{
    public const string ErrorsName = "_errori.csv";

    private const int DrawnAtOnce = 2;

    private readonly StringBuilder _errors = new();

    /// <remarks>When the rows fail the archive is left without its directory on purpose: unfinished must not look finished.</remarks>
    public async Task WriteAsync(IAsyncEnumerable<NoticeRow> rows, Stream output, CancellationToken ct)
    {
        using var entry = new EntryBuffer();
        var archive = new ZipArchive(entry, ZipArchiveMode.Create, leaveOpen: true);
        var drawn = new Queue<Task<Drawing>>(DrawnAtOnce);
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (drawn.Count == DrawnAtOnce)
                Add(archive, await drawn.Dequeue());
            drawn.Enqueue(threads.ComputeAsync(() => Draw(row)));
            await entry.DrainAsync(output, ct);
        }
        while (drawn.TryDequeue(out var last))
            Add(archive, await last);
        AddErrors(archive);
        archive.Dispose();
        await entry.DrainAsync(output, ct);
    }

    private Drawing Draw(NoticeRow row)
    {
        using var pdf = new MemoryStream();
        try
        {
            renderer.Render(row.ToDocument(issuer, now), pdf);
            return new(row, pdf.ToArray(), null);
        }
        catch (DocumentRefusedException refused)
        {
            return new(row, null, string.Join(" ", refused.Faults.Select(f => f.Told.Told())));
        }
        catch (Exception error)
        {
            log.LogError(error, "Notice {NoticeNumber} could not be drawn", row.NoticeNumber);
            return new(row, null, NoticesTexts.InternalError.Told());
        }
    }

    private void Add(ZipArchive archive, Drawing drawing)
    {
        if (drawing.Content is { } content)
            Add(archive, drawing.Row.FileName, content);
        else
            _errors
                .Append(drawing.Row.NoticeNumber)
                .Append(';')
                .Append(drawing.Row.Iuv)
                .Append(";\"")
                .Append(drawing.Reason!.Replace("\"", "\"\"", StringComparison.Ordinal))
                .Append("\"\r\n");
    }

    /// <summary>With a byte order mark and semicolons: Italian spreadsheets open it as it is.</summary>
    private void AddErrors(ZipArchive archive)
    {
        if (_errors.Length > 0)
            Add(archive, ErrorsName, Encoding.UTF8.GetBytes($"\ufeffnumero avviso;IUV;motivo\r\n{_errors}"));
    }

    private void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = RomeTime.At(now);
        using var stream = entry.Open();
        stream.Write(content);
    }

    private sealed record Drawing(NoticeRow Row, byte[]? Content, string? Reason);

    /// <summary>
    /// The archive closes its entries synchronously, which the web server does not allow: it writes here, an entry at a time,
    /// and what it wrote goes on asynchronously. It may not go back to what has left already, hence not seekable.
    /// </summary>
    private sealed class EntryBuffer : MemoryStream
    {
        public override bool CanSeek => false;

        public async Task DrainAsync(Stream output, CancellationToken ct)
        {
            await output.WriteAsync(GetBuffer().AsMemory(0, (int)Length), ct);
            SetLength(0);
        }
    }
}
