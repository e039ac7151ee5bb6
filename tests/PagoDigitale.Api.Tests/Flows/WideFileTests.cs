using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using PagoDigitale.Api.Tests.Platform;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>A cell far away costs neither minutes nor memory, and an empty one spoils nothing.</summary>
[Collection(nameof(MemoryOfTheProcess))]
public sealed class WideFileTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Value = "<v>1</v>";
    private static readonly string[] Header = ["codice_fiscale", "nominativo", "importo", "codice_servizio"];

    [Theory]
    [InlineData("ZZZZZ62", "too-many-columns")]
    [InlineData("ZZZZZZ62", "too-many-columns")]
    [InlineData("XFE62", "too-many-columns")]
    [InlineData("XFD62", "too-many-columns")]
    [InlineData("IW62", "too-many-columns")]
    [InlineData("ZZZZZZZ62", "xlsx-unreadable")]
    [InlineData("ZZZZZZZZZZZZ62", "xlsx-unreadable")]
    public async Task A_value_far_to_the_right_fails_the_flow_at_once(string reference, string code)
    {
        var (flow, _) = await CheckedAsync(Sheet($"<row r=\"62\"><c r=\"{reference}\">{Value}</c></row>"));

        (flow.State, flow.Failure?.Code).ShouldBe(("failed", code));
        flow.Failure!.Remedy.ShouldNotBeNullOrWhiteSpace();
    }

    public static TheoryData<string, string> Huge =>
        new()
        {
            { "a row of the largest number", "<row r=\"2147483647\"><c r=\"A2147483647\"><v>1</v></c></row>" },
            { "a row beyond the last", "<row r=\"1048577\"><c r=\"A1048577\"><v>1</v></c></row>" },
            {
                "the whole sheet",
                "<row r=\"62\"><c r=\"XFD62\" s=\"1\"><v> </v></c></row><row r=\"1048576\"><c r=\"A1048576\" s=\"1\"/></row>"
            },
            { "a cell again and again", $"<row r=\"62\">{Repeat("<c r=\"A62\"/>", 16_385)}</row>" },
            { "a row again and again", Repeat($"<row r=\"62\">{Repeat("<c r=\"A62\"/>", 5_000)}</row>", 4) },
            { "rows in a row", $"<row r=\"62\"><row></row>{Repeat("<c/>", 16_385)}</row>" },
            { "a text of megabytes", $"<row r=\"62\"><c t=\"inlineStr\"><is><t>{Repeat("x", 5_000_000)}</t></is></c></row>" },
            { "an attribute of megabytes", $"<row r=\"62\"><c r=\"{Repeat("x", 5_000_000)}\"/></row>" },
        };

    [Theory, MemberData(nameof(Huge))]
    public async Task A_sheet_of_more_than_a_sheet_can_hold_fails_the_flow_at_once(string what, string rows)
    {
        var (flow, _) = await CheckedAsync(Sheet(rows));

        (flow.State, flow.Failure?.Code).ShouldBe(("failed", "xlsx-too-large"), what);
    }

    [Fact]
    public async Task A_long_chain_of_calculations_is_no_row()
    {
        var (flow, _) = await CheckedAsync(
            Sheet("", others: [("xl/calcChain.xml", $"<calcChain xmlns=\"{Main}\">{Repeat("<c r=\"A1\" i=\"1\"/>", 20_000)}</calcChain>")])
        );

        flow.State.ShouldBe("ready", flow.Failure?.Message);
    }

    [Fact]
    public async Task A_part_that_is_no_good_xml_and_no_sheet_spoils_nothing()
    {
        var (flow, _) = await CheckedAsync(Sheet("", others: [("xl/drawings/vmlDrawing1.vml", "<xml><br><v:shape></xml>")]));

        flow.State.ShouldBe("ready", flow.Failure?.Message);
    }

    [Theory]
    [InlineData("XFD", "s=\"1\"", "")]
    [InlineData("XFD", "t=\"inlineStr\"", "<is><t>  </t></is>")]
    [InlineData("IV", "s=\"1\"", "")]
    public async Task An_empty_cell_far_to_the_right_spoils_nothing(string column, string attributes, string content)
    {
        var (flow, rows) = await CheckedAsync(Sheet("", row => $"<c r=\"{column}{row}\" {attributes}>{content}</c>"));

        flow.State.ShouldBe("ready", flow.Failure?.Message);
        rows.Count.ShouldBe(60);
        rows.ShouldAllBe(r => r.Errors.Count == 0);
        rows[0].Original.ShouldBe($"{FlowScene.Entity(2)};Società 2;10;{FlowScene.Service}");
    }

    [Fact]
    public async Task References_that_mean_nothing_put_cells_one_after_the_other()
    {
        var (flow, _) = await CheckedAsync(Sheet("<row r=\"62\"><c r=\"?\"><v>1</v></c><c r=\"62\"><v>1</v></c><c><v>1</v></c></row>"));

        flow.State.ShouldBe("ready", flow.Failure?.Message);
        flow.Counts.ShouldSatisfyAllConditions(c => c.Valid.ShouldBe(60), c => c.Rejected.ShouldBe(1));
    }

    [Fact]
    public async Task Separators_without_end_after_the_last_cell_of_a_csv_spoil_nothing()
    {
        var tail = new string(';', 16_380);
        var csv = $"{string.Join(';', Header)}{tail}\r\n{FlowScene.Entity(1)};Società;10,00;{FlowScene.Service}{tail}\r\n";

        var (flow, rows) = await CheckedAsync(Encoding.UTF8.GetBytes(csv));

        flow.State.ShouldBe("ready", flow.Failure?.Message);
        rows.ShouldHaveSingleItem().Errors.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("1")]
    public async Task A_csv_line_of_a_million_separators_fails_the_flow_at_once(string cell)
    {
        var line = Repeat(cell + ";", 1_000_000);

        var (flow, _) = await CheckedAsync(Encoding.UTF8.GetBytes($"{string.Join(';', Header)}\n{line}\n"));

        (flow.State, flow.Failure?.Code).ShouldBe(("failed", "csv-broken"));
        flow.Failure!.Message.ShouldContain("Row 2");
    }

    private async Task<(Sdk.Flow Flow, List<Sdk.FlowRow> Rows)> CheckedAsync(byte[] file)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var before = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        var flow = await scene.CheckedAsync(file);
        // Minutes and gigabytes is what is looked for: a busy machine changes neither verdict.
        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(1L << 30);
        return (flow, flow.State == "ready" ? await scene.RowsAsync(flow) : []);
    }

    /// <summary>
    /// A header, sixty good rows, each with <paramref name="tail"/>, and <paramref name="last"/>. Written by hand: libraries write no such
    /// references.
    /// </summary>
    private static byte[] Sheet(string last, Func<int, string>? tail = null, (string Name, string Content)[]? others = null)
    {
        var rows = new StringBuilder($"<row r=\"1\">{string.Concat(Header.Select(Text))}</row>");
        for (var row = 2; row <= 61; row++)
            rows.Append(
                CultureInfo.InvariantCulture,
                $"<row r=\"{row}\">{Text(FlowScene.Entity(row))}{Text($"Società {row}")}<c><v>10</v></c>"
                    + $"{Text(FlowScene.Service)}{tail?.Invoke(row)}</row>"
            );
        const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        return Zip([
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>"),
            (
                "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Office}\"><sheets><sheet name=\"S\" sheetId=\"1\" "
                    + "r:id=\"rId1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                    + $"Type=\"{Office}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
            ("xl/worksheets/sheet1.xml", $"<worksheet xmlns=\"{Main}\"><sheetData>{rows}{last}</sheetData></worksheet>"),
            .. others ?? [],
        ]);
    }

    private static string Text(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";

    private static string Repeat(string text, int count) => new StringBuilder(text.Length * count).Insert(0, text, count).ToString();

    private static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in entries)
            {
                using var entry = archive.CreateEntry(name).Open();
                entry.Write(Encoding.UTF8.GetBytes(content));
            }
        return stream.ToArray();
    }
}
