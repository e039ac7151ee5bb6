using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>Files that say of a debt whether pagoPA may push it as a request to pay.</summary>
public sealed class FlowPrefixTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string Header = "codice_esterno;codice_fiscale;nominativo;importo;data_scadenza;opzione;rata;prefisso_tassonomia";

    [Fact]
    public async Task What_a_row_says_is_in_the_preview_on_the_position_and_told_to_the_node()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            Csv(Row("A", "9"), Row("B", "6"), Row("C", "7/"), Row("D", "8"), Row("E", "")),
            FlowScene.Service
        );
        string?[] said = ["allowed", "haste-harms", "exclusive-carrier", "haste-harms-and-exclusive-carrier", null];
        (await scene.RowsAsync(flow)).Select(r => r.RequestToPay).ShouldBe(said);

        var rows = await scene.RowsAsync(await scene.GeneratedAsync(flow));

        var read = new List<string?>();
        foreach (var row in rows)
            read.Add((await host.Api.Admin.Positions.ReadAsync(scene.Organization, row.PositionId!)).RequestToPay);
        read.ShouldBe(said);
        (await ToldAsync(scene, rows)).ShouldBe(["9", "6", "7", "8", "9"]);
        await host.Api.Admin.Services.ChangeAsync(scene.Organization, FlowScene.Service, 1, new() { RequestToPay = "exclusive-carrier" });
        (await ToldAsync(scene, rows)).ShouldBe(["9", "6", "7", "8", "7"]);
    }

    [Theory]
    [InlineData("si")]
    [InlineData("5")]
    [InlineData("9/0101100IM/")]
    public async Task Another_text_rejects_the_row(string cell)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(Csv(Row("A", cell)), FlowScene.Service);
        (await scene.RowsAsync(flow))
            .ShouldHaveSingleItem()
            .Errors.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                e => e.Code.ShouldBe("taxonomy-prefix-invalid"),
                e => e.Field.ShouldBe("prefisso_tassonomia"),
                e => e.Value.ShouldBe(cell)
            );
    }

    /// <summary>What any forbids is forbidden, and reasons add up; that it may be pushed is what all of them say.</summary>
    [Theory]
    [InlineData("6", "", "haste-harms")]
    [InlineData("6", "7", "haste-harms-and-exclusive-carrier")]
    [InlineData("9", "7", "exclusive-carrier")]
    [InlineData("8", "6", "haste-harms-and-exclusive-carrier")]
    [InlineData("9", "9", "allowed")]
    [InlineData("9", "", null)]
    [InlineData("", "", null)]
    public async Task Rows_of_one_position_say_it_together(string first, string second, string? together)
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        await SaidAsync(scene, Csv(Row("A", first), Row("B", second)), true);
        await SaidAsync(scene, Csv(Row("C", first, option: 1), Row("C", second, option: 2)), false);

        async Task SaidAsync(FlowScene scene, byte[] file, bool groupByDebtor)
        {
            var flow = await scene.GeneratedAsync(await scene.CheckedAsync(file, FlowScene.Service, groupByDebtor));
            var position = (await scene.RowsAsync(flow)).Select(r => r.PositionId).Distinct().ShouldHaveSingleItem();
            (await host.Api.Admin.Positions.ReadAsync(scene.Organization, position!)).RequestToPay.ShouldBe(together);
        }
    }

    private static byte[] Csv(params string[] rows) => Encoding.UTF8.GetBytes($"{Header}\n{string.Join('\n', rows)}\n");

    private static string Row(string id, string prefix, int? option = null) =>
        $"{id};{FlowScene.Rossi};Rossi;10,00;31/12/2030;{option};{(option is null ? "" : "1")};{prefix}";

    private static async Task<List<string>> ToldAsync(FlowScene scene, List<FlowRow> rows)
    {
        using var node = scene.Api.Node();
        var told = new List<string>();
        foreach (var row in rows)
            told.AddRange(await node.CategoriesAsync(scene.Organization, row.NoticeNumber!, PaVersion.V2));
        return [.. told.Select(t => t.EndsWith("/0101100IM/", StringComparison.Ordinal) ? t[..1] : t)];
    }
}
