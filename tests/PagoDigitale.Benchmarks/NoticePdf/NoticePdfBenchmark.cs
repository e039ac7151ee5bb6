using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using PagoDigitale.Documents.Layout;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Documents.Pdf;

namespace PagoDigitale.Benchmarks.NoticePdf;

/// <summary>
/// Payment notices, one document each and all pages in one document, against pdfkit drawing the same pages: the same runs of text at the
/// same places, rectangles, lines, outlines, the QR code as squares, links, tags, fonts embedded as subsets. pdfkit is told
/// what to draw; ours also checks the data, lays out and makes the QR code. The ratio is the smaller one of elapsed and of processor time.
/// </summary>
public sealed class NoticePdfBenchmark : IBenchmark
{
    private const double OneGoal = 25;
    private const double AllGoal = 5;
    private const int Distinct = 200;

    public string Name => "notice-pdf";

    public async Task<bool> RunAsync(IReadOnlyDictionary<string, string> options)
    {
        var rounds = int.Parse(options.GetValueOrDefault("rounds", "7"), CultureInfo.InvariantCulture);
        var count = int.Parse(options.GetValueOrDefault("rows", "500"), CultureInfo.InvariantCulture);
        var notices = Enumerable.Range(0, Distinct).Select(Notice).ToList();
        using var kit = await Pdfkit.StartAsync([.. notices.Select(Record)]);
        await CheckSameTextAsync(notices[0], kit);
        // Fewer for pdfkit, so that both take a second or so; each is divided by its number.
        var kitCount = Math.Max(20, count / 5);
        await WarmAsync(notices, count, kit);

        var one = await CompareAsync("one document each", rounds, () => OneEach(notices, count * 4), count * 4, "oneEach", kitCount, kit);
        var all = await CompareAsync("all pages in one", rounds, () => AllInOne(notices, count), count, "allInOne", count, kit);
        var ratio = Math.Min(one / OneGoal, all / AllGoal);
        Console.WriteLine(FormattableString.Invariant($"one each ratio={one:F1} goal={OneGoal}; all in one ratio={all:F1} goal={AllGoal}"));
        Console.WriteLine(FormattableString.Invariant($"{Name} ratio={ratio:F2} goal=1 {(ratio >= 1 ? "pass" : "fail")}"));
        return ratio >= 1;
    }

    private static async Task WarmAsync(List<NoticeData> notices, int count, Pdfkit kit)
    {
        for (var i = 0; i < 3; i++)
        {
            OneEach(notices, count * 4);
            AllInOne(notices, count);
            await kit.DrawAsync("oneEach", 40);
            await kit.DrawAsync("allInOne", 200);
        }
    }

    private static async Task<double> CompareAsync(
        string what,
        int rounds,
        Func<Drawing> ours,
        int oursCount,
        string way,
        int kitCount,
        Pdfkit kit
    )
    {
        List<(Drawing Ours, Drawing Kit)> measured = [];
        for (var round = 0; round < rounds; round++)
            measured.Add((Each(ours(), oursCount), Each(await kit.DrawAsync(way, kitCount), kitCount)));
        var (own, limit) = (Median(measured.Select(m => m.Ours)), Median(measured.Select(m => m.Kit)));
        var (elapsed, processor) = (limit.Elapsed / own.Elapsed, limit.Processor / own.Processor);
        Console.WriteLine($"{what}: ours {Describe(own)}; pdfkit {Describe(limit)}");
        Console.WriteLine(
            FormattableString.Invariant($"  {elapsed:F1} times by elapsed, {processor:F1} by processor time ({rounds} rounds by turns)")
        );
        return Math.Min(elapsed, processor);
    }

    private static string Describe(Drawing one) =>
        FormattableString.Invariant($"{one.Elapsed:F0} µs elapsed, {one.Processor:F0} µs processor, {one.Bytes} bytes");

    private static Drawing Each(Drawing all, int count) => new(all.Bytes / count, all.Elapsed / count, all.Processor / count);

    private static Drawing Median(IEnumerable<Drawing> drawings)
    {
        var all = drawings.ToList();
        return new(all[0].Bytes, Middle(all.Select(d => d.Elapsed)), Middle(all.Select(d => d.Processor)));

        static double Middle(IEnumerable<double> values) => values.Order().ToList() is var sorted ? sorted[sorted.Count / 2] : 0;
    }

    private static Drawing OneEach(List<NoticeData> notices, int count) =>
        Measure(() =>
        {
            var renderer = new NoticeRenderer();
            using var output = new MemoryStream(1 << 16);
            long bytes = 0;
            for (var i = 0; i < count; i++)
            {
                output.SetLength(0);
                renderer.Render(notices[i % notices.Count], output);
                bytes += output.Length;
            }
            return bytes;
        });

    private static Drawing AllInOne(List<NoticeData> notices, int count) =>
        Measure(() =>
        {
            using var document = Open();
            for (var i = 0; i < count; i++)
                Draw(document, notices[i % notices.Count]);
            using var output = new MemoryStream();
            document.Save(output);
            return output.Length;
        });

    private static Drawing Measure(Func<long> draw)
    {
        using var process = Process.GetCurrentProcess();
        var (started, processor) = (Stopwatch.GetTimestamp(), process.TotalProcessorTime);
        var bytes = draw();
        var elapsed = Stopwatch.GetElapsedTime(started);
        process.Refresh();
        return new(bytes, elapsed.TotalMicroseconds, (process.TotalProcessorTime - processor).TotalMicroseconds);
    }

    private static PdfDocument Open() => new(new PdfMetadata("Avviso di pagamento", "Comune di Prova", DateTimeOffset.UnixEpoch));

    /// <summary>As <see cref="NoticeRenderer"/> does, with its check of the data.</summary>
    private static PdfPage Draw(PdfDocument document, NoticeData data)
    {
        if (NoticeCheck.Faults(data) is { Count: > 0 } faults)
            throw new InvalidOperationException($"A notice of the benchmark is refused: {faults.Count} faults.");
        var page = document.AddPage();
        NoticePage.Draw(new Sheet(page), NoticeContent.From(data), logo: null);
        return page;
    }

    private static List<Piece> Record(NoticeData data)
    {
        using var document = Open();
        return RecordedPage.Of(Draw(document, data));
    }

    /// <summary>As a reader copies it out (poppler's pdftotext, where it is installed), whatever the blanks between runs.</summary>
    private static async Task CheckSameTextAsync(NoticeData data, Pdfkit kit)
    {
        var folder = Directory.CreateTempSubdirectory("notice-pdf");
        try
        {
            var (own, other) = (Path.Combine(folder.FullName, "ours.pdf"), Path.Combine(folder.FullName, "pdfkit.pdf"));
            await using (var file = File.Create(own))
                new NoticeRenderer().Render(data, file);
            await kit.DrawAsync("save", other);
            var (ours, theirs) = (await TextAsync(own), await TextAsync(other));
            if (ours is null || theirs is null)
                Console.WriteLine("pdftotext is not installed: whether both pages say the same is not looked at");
            else if (ours != theirs)
                throw new InvalidOperationException($"The pages do not say the same:\n{ours}\n{theirs}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task<string?> TextAsync(string file)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-raw", file, "-"]) { RedirectStandardOutput = true })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            return string.Concat(text.Where(c => !char.IsWhiteSpace(c)).Order());
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static NoticeData Notice(int i) =>
        new()
        {
            OrganizationName = "Comune di Prova",
            OrganizationFiscalCode = "99999000013",
            OrganizationSector = "Settore Tributi",
            OrganizationInfo = ["Via Roma 1, 00100 Roma", "tel. 06 123456", "www.comune.prova.it"],
            Cbill = "CBI1234",
            DebtorName = $"{(i % 2 == 0 ? "Mario" : "Maria Teresa")} {(char)('A' + i % 26)}lighieri{(char)('a' + i % 7)}",
            DebtorFiscalCode = "FFFCST83A15L113V",
            DebtorAddress = $"Via Nazionale {i + 1}\n00100 Roma (RM)",
            Subject = $"Tassa sui rifiuti {2020 + i % 7}, utenza {100_000 + i * 7919 % 900_000}",
            AmountCents = 10_000 + i * 104_729 % 1_000_000,
            DueDate = new DateOnly(2026, 12, 31).AddDays(i % 90),
            NoticeNumber = (302_032_002_700_000_000 + i * 1_299_709L).ToString(CultureInfo.InvariantCulture),
            PaymentLink = "https://pagamenti.comune.prova.it/avvisi",
            IssuedAt = new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero),
        };
}
