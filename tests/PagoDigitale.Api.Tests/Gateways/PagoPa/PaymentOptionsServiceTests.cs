using System.Net;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Positions.OptionScene;

namespace PagoDigitale.Api.Tests.Gateways.PagoPa;

/// <summary>The node asks for all ways of paying a position, and is answered as the contract of the service has it.</summary>
public sealed class PaymentOptionsServiceTests(OneApi one) : IClassFixture<OneApi>
{
    private static readonly OpenApiContract _contract = OpenApiContract.PaymentOptions;

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    public async Task Everything_that_can_be_paid_is_told_whichever_notice_is_asked(string method)
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Dated(Option(10_000, 20_000), 10, 40));

        var (status, told) = await AskAsync(scene, scene.Owed(1, 1).NoticeNumber, method);

        status.ShouldBe(HttpStatusCode.OK);
        (Text(told, "organizationFiscalCode"), Text(told, "companyName")).ShouldBe((scene.Money.Organization, "Comune di prova"));
        var options = told["paymentOptions"]!.AsArray();
        options
            .Select(o => (Text(o, "status"), (long)o!["amount"]!, (int)o["numberOfInstallments"]!))
            .ShouldBe([("PO_UNPAID", 30_000, 1), ("PO_UNPAID", 30_000, 2)]);
        Text(options[0], "dueDate").ShouldBe("2099-12-31T23:59:59");
        Text(options[1], "dueDate").ShouldBe($"{PositionScene.Today.AddDays(40):yyyy-MM-dd}T23:59:59");
        options[1]!["installments"]!
            .AsArray()
            .Select(i => (Text(i, "nav"), Text(i, "iuv"), Text(i, "status"), Text(i, "description")))
            .ShouldBe([
                (scene.Owed(1).NoticeNumber, scene.Owed(1).Iuv, "POI_UNPAID", "TARI 2026 - rata 1 di 2"),
                (scene.Owed(1, 1).NoticeNumber, scene.Owed(1, 1).Iuv, "POI_UNPAID", "TARI 2026 - rata 2 di 2"),
            ]);
        (await scene.Money.CountAsync("activity_log WHERE operation_id = 'paymentOptions' AND outcome = 'succeeded' AND")).ShouldBe(1);
    }

    [Fact]
    public async Task A_rate_is_paid_and_the_whole_is_invalid_and_when_all_is_paid_nothing_is_offered()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        await scene.PayAsync(1);

        var (_, begun) = await AskAsync(scene, scene.Owed(0).NoticeNumber);

        begun["paymentOptions"]!.AsArray().Select(o => Text(o, "status")).ShouldBe(["PO_INVALID", "PO_PARTIALLY_PAID"]);
        StatesIn(begun).ShouldBe(["POI_INVALID", "POI_PAID", "POI_UNPAID"]);
        await scene.PayAsync(1, 1);
        await ShouldRefuseAsync(scene, scene.Owed(1).NoticeNumber, HttpStatusCode.Conflict, "ODP-108", "PAA_PAGAMENTO_DUPLICATO");
    }

    [Fact]
    public async Task What_is_late_and_can_still_be_paid_is_told_apart_from_what_cannot()
    {
        var money = await ReconciliationJobs.MoneyScene.CreateAsync(one.Api);
        var (late, over) = (Dated(Option(30_000), -3), Reduced(20_000, PositionScene.Today));
        var position = await money.Positions.CreateAsync(InputOf([late, over]));
        await money.Positions.SqlAsync(
            $"""
            UPDATE instalments SET valid_until = '{PositionScene.Today.AddDays(-1):yyyy-MM-dd}'
            WHERE organization_id = '{money.Organization}' AND option_index = 2
            """
        );
        var scene = new OptionScene(money, position);

        var (_, told) = await AskAsync(scene, scene.Owed(0).NoticeNumber);

        told["paymentOptions"]!.AsArray().Select(o => Text(o, "status")).ShouldBe(["PO_EXPIRED_UNPAID", "PO_EXPIRED_NOT_PAYABLE"]);
        StatesIn(told).ShouldBe(["POI_EXPIRED_UNPAID", "POI_EXPIRED_NOT_PAYABLE"]);
    }

    [Fact]
    public async Task What_cannot_be_paid_is_refused_as_the_question_of_the_notice_is()
    {
        var scene = await CreateAsync(one.Api, Option(30_000), Option(10_000, 20_000));
        var notice = scene.Owed(0).NoticeNumber;
        await ShouldRefuseAsync(scene, "311111111111111111", HttpStatusCode.NotFound, "ODP-107", "PAA_PAGAMENTO_SCONOSCIUTO");
        await ShouldRefuseAsync(scene, "0", HttpStatusCode.BadRequest, "ODP-101", "PAA_SINTASSI");
        await ShouldRefuseAsync(scene, notice, HttpStatusCode.BadRequest, "ODP-106", "PAA_STAZIONE_INT_ERRATA", station: "ALTRA_01");
        await ShouldRefuseAsync(scene, notice, HttpStatusCode.BadRequest, "ODP-104", "PAA_ID_DOMINIO_ERRATO", organization: "00000000000");
        await ShouldRefuseAsync(scene, notice, HttpStatusCode.BadRequest, "ODP-104", "PAA_ID_DOMINIO_ERRATO", organization: "x");

        await scene.Money.Positions.CancelAsync(scene.Created);

        await ShouldRefuseAsync(scene, notice, HttpStatusCode.UnprocessableEntity, "ODP-111", "PAA_PAGAMENTO_ANNULLATO");
        var input = InputOf([Option(30_000)]);
        input.IsDraft = true;
        var draft = await scene.Money.Positions.CreateAsync(input);
        var number = PositionScene.Instalment(draft).NoticeNumber!;
        await ShouldRefuseAsync(scene, number, HttpStatusCode.NotFound, "ODP-107", "PAA_PAGAMENTO_SCONOSCIUTO");
    }

    /// <summary>Another organization's notice is nobody's here, whatever is asked.</summary>
    [Fact]
    public async Task A_notice_of_another_organization_is_not_told()
    {
        var (scene, other) = (
            await CreateAsync(one.Api, Option(30_000)),
            await CreateAsync(one.Api, Option(20_000), Option(10_000, 10_000))
        );

        await ShouldRefuseAsync(scene, other.Owed(1, 1).NoticeNumber, HttpStatusCode.NotFound, "ODP-107", "PAA_PAGAMENTO_SCONOSCIUTO");
    }

    private static PaymentOptionInput Dated(PaymentOptionInput option, params int[] days)
    {
        foreach (var (instalment, day) in option.Instalments.Zip(days))
            instalment.DueDate = PositionScene.Today.AddDays(day);
        return option;
    }

    private static async Task ShouldRefuseAsync(
        OptionScene scene,
        string notice,
        HttpStatusCode status,
        string code,
        string fault,
        string? station = null,
        string? organization = null
    )
    {
        var (answered, told) = await AskAsync(scene, notice, station: station, organization: organization);
        (answered, Text(told, "appErrorCode")).ShouldBe((status, code));
        Text(told, "errorMessage")!.ShouldStartWith(fault);
    }

    private static async Task<(HttpStatusCode Status, JsonNode Told)> AskAsync(
        OptionScene scene,
        string notice,
        string method = "GET",
        string? station = null,
        string? organization = null
    )
    {
        using var http = scene.Money.Api.UncheckedHttp();
        var at =
            $"/node/{station ?? $"{scene.Money.Organization}_01"}/payment-options/organizations/"
            + $"{organization ?? scene.Money.Organization}/notices/{notice}";
        using var request = new HttpRequestMessage(new HttpMethod(method), at);
        using var response = await http.SendAsync(request);
        var told = JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        var name = response.IsSuccessStatusCode ? "PaymentOptions" : "Refusal";
        new SchemaCheck(_contract).Errors(told, new JsonObject { ["$ref"] = $"#/components/schemas/{name}" }, "$").ShouldBeEmpty();
        _contract.Find(method, at)!.Statuses.ShouldContain((int)response.StatusCode);
        return (response.StatusCode, told);
    }

    private static IEnumerable<string?> StatesIn(JsonNode told) =>
        told["paymentOptions"]!.AsArray().SelectMany(o => o!["installments"]!.AsArray()).Select(i => Text(i, "status"));

    private static string? Text(JsonNode? node, string member) => node![member]?.GetValue<string>();
}
