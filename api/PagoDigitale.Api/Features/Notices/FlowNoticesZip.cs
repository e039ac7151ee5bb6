using System.IO.Compression;
using System.Text;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Documents;
using PagoDigitale.Documents.Notices;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>
/// One PDF for each row, in the order of the rows. A few pages are drawn at once and wait their turn, so memory stays the same
/// however long the flow is. A notice that cannot be drawn does not stop the others: it is told in <see cref="ErrorsName"/>.
/// </summary>
public sealed class FlowNoticesZip(INoticeRenderer renderer, NoticeIssuer issuer, DateTimeOffset now, ILogger<FlowNoticesZip> log)
{
    public const string ErrorsName = "_errori.csv";

    private const int DrawnAtOnce = 2;

    private readonly StringBuilder _errors = new();

    /// <remarks>When the rows fail the archive is left without its directory on purpose: unfinished must not look finished.</remarks>
    public async Task WriteAsync(IAsyncEnumerable<NoticeRow> rows, Stream output, CancellationToken ct)
    {
        var archive = await ZipArchive.CreateAsync(output, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, ct);
        var drawn = new Queue<Task<Drawing>>(DrawnAtOnce);
        await foreach (var row in rows.WithCancellation(ct))
        {
            if (drawn.Count == DrawnAtOnce)
                await AddAsync(archive, await drawn.Dequeue(), ct);
            drawn.Enqueue(Task.Run(() => Draw(row), ct));
        }
        while (drawn.TryDequeue(out var last))
            await AddAsync(archive, await last, ct);
        await AddErrorsAsync(archive, ct);
        await archive.DisposeAsync();
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
            return new(row, null, string.Join(" ", refused.Faults.Select(f => $"{f.Field}: {f.Reason}.")));
        }
        catch (Exception error)
        {
            log.LogError(error, "Notice {NoticeNumber} could not be drawn", row.NoticeNumber);
            return new(row, null, "errore interno");
        }
    }

    private async Task AddAsync(ZipArchive archive, Drawing drawing, CancellationToken ct)
    {
        if (drawing.Content is { } content)
            await AddAsync(archive, drawing.Row.FileName, content, ct);
        else
            _errors.Append(drawing.Row.NoticeNumber).Append(';').Append(drawing.Row.Iuv).Append(";\"").Append(drawing.Reason!.Replace("\"", "\"\"", StringComparison.Ordinal)).Append("\"\r\n");
    }

    /// <summary>With a byte order mark and semicolons: Italian spreadsheets open it as it is.</summary>
    private async Task AddErrorsAsync(ZipArchive archive, CancellationToken ct)
    {
        if (_errors.Length > 0)
            await AddAsync(archive, ErrorsName, Encoding.UTF8.GetBytes($"\ufeffnumero avviso;IUV;motivo\r\n{_errors}"), ct);
    }

    private async Task AddAsync(ZipArchive archive, string name, byte[] content, CancellationToken ct)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = RomeTime.At(now);
        await using var stream = await entry.OpenAsync(ct);
        await stream.WriteAsync(content, ct);
    }

    private sealed record Drawing(NoticeRow Row, byte[]? Content, string? Reason);
}
