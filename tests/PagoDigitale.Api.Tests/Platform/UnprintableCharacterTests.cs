using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Notices;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>What is printed holds only what the papers can show: a notice with question marks for a name is no notice.</summary>
public sealed class UnprintableCharacterTests(OneApi one) : IClassFixture<OneApi>
{
    private const string Code = "unprintable-character";

    [Theory]
    [InlineData("Иван Петров", "И (U+0418)")]
    [InlineData("Γιώργος", "Γ (U+0393)")]
    [InlineData("王 Li", "王 (U+738B)")]
    [InlineData("Rossi 🏠", "🏠 (U+1F3E0)")]
    [InlineData("Ros\ufffdi", "\ufffd (U+FFFD)")]
    public async Task A_name_that_would_print_as_question_marks_is_refused_with_the_character(string name, string found)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = PositionScene.Input();
        input.Debtor.Name = name;

        var error = (await Should.ThrowAsync<PagoDigitaleInvalidException>(scene.CreateAsync(input))).Errors.ShouldHaveSingleItem();

        (error.Field, error.Code).ShouldBe(("debtor.name", Code));
        error.Message.ShouldContain(found);
        error.Remedy.ShouldContain("Latin letters");
    }

    [Theory]
    [InlineData("Łukasz Ștefan Đorđe", "Łukasz Ștefan Đorđe")]
    [InlineData("Nguyễn Văn Đượng", "Nguyễn Văn Đuong")]
    [InlineData("Nicolo\u0300 D’Amico", "Nicolò D’Amico")]
    public async Task Latin_letters_of_any_language_are_printed(string name, string shown)
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var input = PositionScene.Input();
        input.Debtor.Name = name;

        var position = await scene.CreateAsync(input);

        using var file = await one.Api.Admin.Notices.DownloadAsync(scene.Organization, PositionScene.Instalment(position).NoticeNumber!);
        var text = PrintedNotice.Text(await file.ReadBytesAsync());
        text.ShouldContain(shown);
        text.ShouldNotContain("???");
    }

    [Fact]
    public async Task Every_text_that_is_printed_is_looked_at_and_no_other()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        var position = await scene.CreateAsync();
        var instalment = PositionScene.Instalment(position).Id!;
        foreach (
            var (method, path, json, field) in new[]
            {
                ("POST", "positions", Position("Quota Иван"), "description"),
                (
                    "POST",
                    "positions",
                    Position(
                        "Quota",
                        ""","address":{"street":"Улица","postalCode":"00184","city":"Roma","country":"IT"}""".Replace(
                            "\\",
                            "",
                            StringComparison.Ordinal
                        )
                    ),
                    "debtor.address.street"
                ),
                ("PATCH", $"positions/{position.Id}", """{"description":"Иван"}""", "description"),
                (
                    "POST",
                    $"positions/{position.Id}/debtor-corrections",
                    """{"reason":"Иван","debtor":{"type":"F","fiscalCode":"ANONIMO","name":"Иван"}}""",
                    "debtor.name"
                ),
                (
                    "POST",
                    $"positions/{position.Id}/outside-payments",
                    $$"""{"instalmentId":"{{instalment}}","paidOn":"2026-01-02","reason":"Иван"}""",
                    "reason"
                ),
                (
                    "POST",
                    $"positions/{position.Id}/outside-payments",
                    $$"""{"instalmentId":"{{instalment}}","paidOn":"2026-01-02","reason":"x","reference":"Иван"}""",
                    "reference"
                ),
                ("POST", "debtors", """{"type":"F","fiscalCode":"ANONIMO","name":"Иван"}""", "name"),
                ("PATCH", "", """{"sector":"Иван"}""", "sector"),
                ("PATCH", "", """{"infoLines":"Иван"}""", "infoLines"),
            }
        )
        {
            using var http = await HttpAsync(one.Api);
            var target = $"/v1/organizations/{scene.Organization}/{path}".TrimEnd('/');
            using var response = await http.SendAsync(method == "POST" ? Post(target, json) : Patch(target, json, "\"1\""));
            response.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity, $"{path}: {await response.Content.ReadAsStringAsync()}");
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["errors"]!.AsArray().ShouldHaveSingleItem()!;
            (error["field"]!.ToString(), error["code"]!.ToString()).ShouldBe((field, Code), path);
        }
        var free = PositionScene.Input();
        (free.Metadata, free.PaymentOptions![0].Instalments[0].RemittanceInformation) = (
            new Dictionary<string, string> { ["имя"] = "Иван" },
            "Иван"
        );
        (await scene.CreateAsync(free)).State.ShouldBe(PositionStates.Payable);

        static string Position(string description, string address = "") =>
            $$"""
                {"serviceCode":"TARI","description":"{{description}}","debtor":{"type":"F","fiscalCode":"ANONIMO","name":"x"{{address}}},
                 "paymentOptions":[{"instalments":[{"amountCents":1}]}]}
                """;
    }

    [Fact]
    public async Task A_row_of_a_flow_is_refused_by_the_cell_and_so_is_the_common_description()
    {
        var scene = await FlowScene.CreateAsync(one.Api);
        var file = FlowScene.Csv(
            $"A;;{FlowScene.Rossi};Иван;{FlowScene.Service};Quota Иван;10,00;31/12/2030;;",
            $"B;;{FlowScene.Bianchi};Ștefan;{FlowScene.Service};Quota;10,00;31/12/2030;;"
        );

        var flow = await scene.CheckedAsync(file);

        var rows = await scene.RowsAsync(flow);
        rows[0].Errors.Select(e => (e.Field, e.Code)).ShouldBe([("nominativo", Code), ("descrizione", Code)]);
        rows[1].Verdict.ShouldBe(RowVerdicts.Valid);
        await FieldRefusalAsync("commonDescription", Code, () => scene.UploadAsync(file, commonDescription: "Quota Иван"), 400);
        await FieldRefusalAsync(
            "description",
            Code,
            () => scene.Flows.ChangeAsync(scene.Organization, flow.Id, flow.Version, new() { Description = "Иван" })
        );
    }
}
