using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Accertamenti.Revenues;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Accertamenti;

public sealed class LoadAccertamentiTests(OneApi one) : IClassFixture<OneApi>
{
    private readonly TestApi _api = one.Api;

    private IAccertamentiClient Accertamenti => _api.Admin.Accertamenti;

    [Fact]
    public async Task In_a_batch_what_is_wrong_does_not_stop_what_is_right()
    {
        var organization = await OrganizationAsync(_api);
        await Accertamenti.CreateAsync(organization, Input("1"));
        await Accertamenti.CreateAsync(organization, Input("2"));

        var outcome = await Accertamenti.LoadAsync(
            organization,
            new AccertamentoBatchInput { Items = [Input("1"), Input("2", "9.9"), Input("3"), Blank("4"), Input("3", "8.8"), Input("5")] }
        );

        outcome.Items.Select(i => i.Outcome).ShouldBe(["unchanged", "updated", "created", "refused", "refused", "created"]);
        (outcome.Created, outcome.Updated, outcome.Refused).ShouldBe((2, 1, 2));
        outcome.Items.Select(i => i.Index).ShouldBe([0, 1, 2, 3, 4, 5]);
        outcome.Items.ElementAt(3).Errors.ShouldHaveSingleItem().Field.ShouldBe("items[3].description");
        outcome.Items.ElementAt(4).Errors.ShouldHaveSingleItem().Code.ShouldBe("duplicate-in-batch");
        (await Accertamenti.ReadAsync(organization, outcome.Items.ElementAt(2).AccertamentoId!)).Chapter.ShouldBe("3.100");
        (await Accertamenti.ListAsync(organization, new() { Year = 2026 })).Items.Count.ShouldBe(4);
        (
            await SqlAsync(_api, $"SELECT count(*) FROM events WHERE organization_id = '{organization}' AND type = 'accertamento.changed'")
        ).ShouldBe(1);
    }

    [Fact]
    public async Task A_thousand_accertamenti_are_loaded_at_once_and_one_more_is_too_many()
    {
        var organization = await OrganizationAsync(_api);
        var thousand = Enumerable.Range(1, 1_000).Select(i => Input($"N{i}")).ToList();

        (await Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = thousand })).Created.ShouldBe(1_000);

        await FieldRefusalAsync(
            "items",
            "batch-size",
            () => Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [.. thousand, Input("uno")] })
        );
        await FieldRefusalAsync(
            "items",
            "batch-size",
            () => Accertamenti.LoadAsync(organization, new AccertamentoBatchInput { Items = [] })
        );
    }

    [Fact]
    public async Task A_used_accertamento_keeps_its_chapter_and_the_others_are_loaded()
    {
        var scene = await PositionScene.CreateAsync(_api);
        await scene.CreateAsync();

        var outcome = await Accertamenti.LoadAsync(
            scene.Organization,
            new AccertamentoBatchInput { Items = [Input("118", "8.8"), Input("117", "9.9"), Input("119")] }
        );

        outcome.Items.Select(i => i.Outcome).ShouldBe(["updated", "refused", "created"], "118 is not used yet");
        var error = outcome.Items.ElementAt(1).Errors.ShouldHaveSingleItem();
        (error.Field, error.Code, outcome.Items.ElementAt(1).AccertamentoId).ShouldBe(("items[1].chapter", "accertamento-in-use", null));
    }

    private static AccertamentoInput Blank(string number) =>
        new()
        {
            Year = 2026,
            Number = number,
            Chapter = "3.100",
            Description = " ",
        };
}
