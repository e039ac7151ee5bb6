using System.IO.Compression;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Downloads the ZIP of the notices and checks that each member's PDF is in it, under its name.</summary>
public sealed class CheckNotices(Tools tools)
{
    public async Task<long> RunAsync(IssuedFlow issued, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Download the notices");
        using var file = await tools.Client.Flows.DownloadNoticesAsync(tools.Organization, issued.FlowId, cancellationToken);
        using var zip = new MemoryStream(await file.ReadBytesAsync(cancellationToken));
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        var found = archive.Entries.Select(entry => Named(entry.FullName)).Order().ToList();
        var expected = issued.Notices.Select(notice => (notice.Member.FiscalCode, notice.Iuv)).Order().ToList();
        Expect.Equal("files in the ZIP", expected.Count, archive.Entries.Count);
        if (expected.Except(found).FirstOrDefault() is { Iuv: not null } missing)
            throw new MainJobFailedException($"The ZIP has no notice of {missing.FiscalCode} with IUV {missing.Iuv}.");
        for (var i = 0; i < archive.Entries.Count; i++)
        {
            await CheckPdfAsync(archive.Entries[i], cancellationToken);
            step.At(i + 1, archive.Entries.Count);
        }
        step.Say($"{archive.Entries.Count} PDFs, {zip.Length / 1024} KiB, such as {archive.Entries[0].FullName}");
        return zip.Length;
    }

    /// <summary>Fiscal code, year and IUV.</summary>
    private static (string FiscalCode, string Iuv) Named(string name)
    {
        var parts = Path.GetFileNameWithoutExtension(name).Split('_');
        return parts.Length == 3 && parts[1].Length == 4 && name.EndsWith(".pdf", StringComparison.Ordinal)
            ? (parts[0], parts[2])
            : throw new MainJobFailedException($"A notice is called {name}: CodiceFiscale_Anno_IUV.pdf expected.");
    }

    private static async Task CheckPdfAsync(ZipArchiveEntry entry, CancellationToken cancellationToken)
    {
        await using var pdf = await entry.OpenAsync(cancellationToken);
        var start = new byte[5];
        await pdf.ReadExactlyAsync(start, cancellationToken);
        if (!start.AsSpan().SequenceEqual("%PDF-"u8))
            throw new MainJobFailedException($"{entry.FullName} is no PDF.");
    }
}
