using System.Diagnostics;
using System.Text.Json;

namespace PagoDigitale.Benchmarks.NoticePdf;

/// <summary>What drawing took, in microseconds.</summary>
internal sealed record Drawing(long Bytes, double Elapsed, double Processor);

/// <summary>Node.js with pdfkit, kept from round to round as ours is: both are compiled hot.</summary>
internal sealed class Pdfkit : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly Process _node;

    private Pdfkit(Process node) => _node = node;

    private static string Folder { get; } = Path.Combine(Root(), "tests", "PagoDigitale.Benchmarks", "NoticePdf");

    public static async Task<Pdfkit> StartAsync(List<List<Piece>> pages)
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
            await RunAsync("npm", "ci", "--no-fund", "--no-audit", "--loglevel", "error");
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(pages, Json));
        var packages = Path.Combine(Root(), "build", "fonts", "node_modules", "@expo-google-fonts");
        string[] fonts =
        [
            Path.Combine(packages, "titillium-web", "400Regular", "TitilliumWeb_400Regular.ttf"),
            Path.Combine(packages, "titillium-web", "700Bold", "TitilliumWeb_700Bold.ttf"),
            Path.Combine(packages, "roboto-mono", "400Regular", "RobotoMono_400Regular.ttf"),
            Path.Combine(packages, "roboto-mono", "700Bold", "RobotoMono_700Bold.ttf"),
        ];
        var node = Process.Start(
            new ProcessStartInfo("node", "draw.mjs")
            {
                WorkingDirectory = Folder,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            }
        )!;
        await node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(fonts));
        await node.StandardInput.WriteLineAsync(file);
        var kit = new Pdfkit(node);
        // Answers when the pages are read.
        await kit.DrawAsync("oneEach", 1);
        File.Delete(file);
        return kit;
    }

    public async Task<Drawing> DrawAsync(string way, object argument)
    {
        await _node.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new[] { way, argument }));
        await _node.StandardInput.FlushAsync();
        var answer =
            await _node.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("pdfkit ended; what it said is above.");
        return JsonSerializer.Deserialize<Drawing>(answer, Json)!;
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "PagoDigitale.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The benchmark runs in its source tree.");
        return folder;
    }
}
