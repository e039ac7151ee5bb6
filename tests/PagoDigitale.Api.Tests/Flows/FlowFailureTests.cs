using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Files that cannot be used as a whole end as a failed flow that says why; the next file is none the worse.</summary>
public sealed class FlowFailureTests(FlowApi host) : IClassFixture<FlowApi>
{
    public static TheoryData<string, string, byte[]> BrokenFiles =>
        new()
        {
            { "zero bytes", "file-empty", [] },
            {
                "an unknown column",
                "unknown-column",
                Encoding.UTF8.GetBytes($"codice_fiscale;nominativo;importo;bonus\n{FlowScene.Rossi};Rossi;1;2\n")
            },
            {
                "a column twice",
                "column-twice",
                Encoding.UTF8.GetBytes($"codice_fiscale;nominativo;importo;Importo\n{FlowScene.Rossi};Rossi;1;2\n")
            },
            { "no amount column", "column-missing", Encoding.UTF8.GetBytes($"codice_fiscale;nominativo\n{FlowScene.Rossi};Rossi\n") },
            { "an empty header", "header-missing", Encoding.UTF8.GetBytes(";;;\n1;2;3\n") },
            { "a header alone", "no-rows", Encoding.UTF8.GetBytes("codice_fiscale;nominativo;importo\n\n;;\n") },
            { "UTF-16 without its mark", "wrong-encoding", Encoding.Unicode.GetBytes("codice_fiscale;nominativo;importo\n") },
            {
                "a column of an outcome alone",
                "unknown-column",
                Encoding.UTF8.GetBytes($"codice_fiscale;nominativo;importo;numero_avviso\n{FlowScene.Rossi};Rossi;1;301000000000471111\n")
            },
            { "sheets that nobody sees", "no-visible-sheet", RawWorkbook.Of([new("Uno", "hidden", ""), new("Due", "veryHidden", "")]) },
            { "a picture", "wrong-encoding", [0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1] },
            {
                "a quote never closed",
                "csv-broken",
                Encoding.UTF8.GetBytes($"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};\"Rossi;1\n{FlowScene.Rossi};Rossi;1\n")
            },
            {
                "a quote that the next one closes",
                "csv-broken",
                Encoding.UTF8.GetBytes(
                    $"codice_fiscale;nominativo;importo\n{FlowScene.Rossi};\"Rossi;1\n{FlowScene.Bianchi};\"Bianchi\";2\n"
                )
            },
            { "a zip that is not one", "xlsx-unreadable", [.. "PK\u0003\u0004"u8, 1, 2, 3, 4, 5] },
            { "a zip of something else", "xlsx-unreadable", Zip(("nota.txt", [1, 2, 3])) },
            {
                "a workbook of nonsense",
                "xlsx-unreadable",
                Zip(("xl/workbook.xml", "<workbook><sheets>"u8.ToArray()), ("[Content_Types].xml", "x"u8.ToArray()))
            },
            {
                "a zip bomb",
                "xlsx-too-large",
                Zip(("xl/workbook.xml", "<workbook/>"u8.ToArray()), ("xl/worksheets/sheet1.xml", new byte[40 << 20]))
            },
            { "an old workbook", "xls-not-supported", [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0] },
        };

    [Theory, MemberData(nameof(BrokenFiles))]
    public async Task A_broken_file_fails_the_flow_and_nothing_else(string what, string code, byte[] file)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(file);
        flow.State.ShouldBe("failed", what);
        flow.Failure!.Code.ShouldBe(code);
        flow.Failure.Remedy.ShouldNotBeNullOrWhiteSpace();
        (await scene.CheckedAsync(FlowScene.Many(1))).State.ShouldBe("ready");
    }

    [Fact]
    public async Task The_unknown_column_is_named()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Encoding.UTF8.GetBytes("codice_fiscale;nominativo;importo;codice_tributo\nx;y;1;2\n"));
        flow.Failure!.Message.ShouldContain("'codice_tributo' (column 4)");
        flow.Failure.Remedy.ShouldContain("codice_esterno");
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(content);
            }
        return stream.ToArray();
    }
}
