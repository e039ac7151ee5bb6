using System.Text;
using PagoDigitale.Api.Features.Flows.Formats.Standard;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>
/// Letters outside the basic plane are two characters each: whatever shortens a text may fall between them, and half of one cannot be
/// stored. One such row must not keep its flow from ending.
/// </summary>
public sealed class SurrogateTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string Emoji = "\U0001F600";

    private static readonly string[] _columns = FlowColumns.Template.Split(';');

    /// <summary>Long enough for every limit, even and odd.</summary>
    private static readonly string[] _long = [Repeated(300), $"x{Repeated(300)}", Repeated(1_999), $"x{Repeated(1_999)}"];

    /// <summary>As a workbook escapes UTF-16 (ECMA-376 22.9.2.19): halves of pairs, alone, in the wrong order, among letters.</summary>
    private static readonly string[] _halves = ["_xD83D_", "_xDE00_", "x_xD83D_y", "_xDE00__xD83D_", $"_xD83D_{Repeated(300)}"];

    [Fact]
    public async Task A_long_cell_of_emoji_costs_its_row_alone_whatever_its_column()
    {
        var bad = BadRows(_long);
        var csv = new StringBuilder(FlowColumns.Template).Append('\n');
        foreach (var row in bad.Append(GoodRow()))
            csv.AppendJoin(';', row).Append('\n');

        await EndsAsync(Encoding.UTF8.GetBytes(csv.ToString()), bad.Count);
    }

    [Fact]
    public async Task So_does_one_of_a_workbook_also_of_halves_of_pairs()
    {
        var bad = BadRows([.. _long, .. _halves]);

        await EndsAsync(Workbook.Of([_columns, .. bad.Append(GoodRow())]), bad.Count);
    }

    [Theory]
    [InlineData("_xD83D_")]
    [InlineData("_xDE00_")]
    public async Task Half_a_pair_is_told_by_its_number(string escape)
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await scene.CheckedAsync(Workbook.Of(_columns, With("nominativo", $"Mario {escape}Rossi"), GoodRow()));

        var error = (await scene.RowsAsync(flow)).Single(r => r.Verdict == "rejected").Errors!.ShouldHaveSingleItem();
        (error.Field, error.Code, error.Value).ShouldBe(("nominativo", "hidden-character", "Mario Rossi"));
        error.Message.ShouldContain($"U+{escape[2..6]}");
    }

    [Theory]
    [InlineData("_xD83D_")]
    [InlineData(
        "x\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600\U0001F600"
    )]
    public async Task A_header_of_them_is_an_unknown_column(string name)
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await scene.CheckedAsync(Workbook.Of([.. _columns, string.Concat(Enumerable.Repeat(name, 5))], GoodRow()));

        (flow.State, flow.Failure!.Code).ShouldBe(("failed", "unknown-column"));
    }

    private async Task EndsAsync(byte[] file, int rejected)
    {
        var scene = await FlowScene.CreateAsync(host.Api);

        var flow = await scene.CheckedAsync(file, FlowScene.Service);

        flow.State.ShouldBe("ready");
        (flow.Counts.Valid, flow.Counts.Rejected).ShouldBe((1, rejected));
        (await scene.RowsAsync(flow)).Single(r => r.Verdict == "valid").DebtorName.ShouldBe("Laura Bianchi");
        (await scene.OutcomeAsync(flow)).ShouldNotBeEmpty();
    }

    /// <summary>Each of the columns with each of the cells, and all of them together: more than is kept of a row.</summary>
    private static List<string[]> BadRows(string[] cells) =>
        [.. _columns.SelectMany(c => cells.Select(cell => With(c, cell))), .. cells.Select(cell => _columns.Select(_ => cell).ToArray())];

    private static string[] With(string column, string cell) =>
        [
            .. _columns.Select(c =>
                c == column
                    ? cell
                    : c switch
                    {
                        "codice_fiscale" => FlowScene.Rossi,
                        "nominativo" => "Mario Rossi",
                        "indirizzo" => "Via Roma",
                        "cap" => "56100",
                        "localita" => "Pisa",
                        "codice_servizio" => FlowScene.Service,
                        "importo" => "10,00",
                        "anno_accertamento" when column == "numero_accertamento" => "2026",
                        "numero_accertamento" when column == "anno_accertamento" => "117",
                        _ => "",
                    }
            ),
        ];

    private static string[] GoodRow() =>
        [
            .. _columns.Select(c =>
                c switch
                {
                    "codice_fiscale" => FlowScene.Bianchi,
                    "nominativo" => "Laura Bianchi",
                    "codice_servizio" => FlowScene.Service,
                    "importo" => "10,00",
                    _ => "",
                }
            ),
        ];

    private static string Repeated(int count) => string.Concat(Enumerable.Repeat(Emoji, count));
}
