using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ListPositionsTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_paid_between_two_pages_of_due_days_is_shown_once(bool isOfDebtor)
    {
        var scene = await fixture.SceneAsync();
        var (whole, rates) = (OptionScene.Option(30_000), OptionScene.Option(10_000, 20_000));
        whole.Instalments.Single().DueDate = PositionScene.Today.AddDays(10);
        rates.Instalments.First().DueDate = PositionScene.Today.AddDays(20);
        rates.Instalments.Last().DueDate = PositionScene.Today.AddDays(40);
        var position = await scene.CreateAsync(OptionScene.InputOf([whole, rates]));
        var others = new List<Position>();
        foreach (var days in new[] { 30, 5 })
        {
            var input = PositionScene.Input();
            input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(days);
            others.Add(await scene.CreateAsync(input));
        }
        var query = new ListPositionsOptions
        {
            DueFrom = PositionScene.Today,
            DebtorFiscalCode = isOfDebtor ? position.Debtor.FiscalCode : null,
            Limit = 1,
        };

        var shown = new List<string>();
        do
        {
            var page = await scene.Positions.ListAsync(scene.Organization, query);
            shown.AddRange(page.Items.Select(p => p.Id));
            if (shown.Count == 1)
                await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 30_000);
            query.Cursor = page.NextCursor;
        } while (query.Cursor is not null);

        shown.ShouldBe([position.Id, others[0].Id, others[1].Id]);
        // Nothing of it is due then any more.
        (await scene.Positions.ListAsync(scene.Organization, new() { DueFrom = PositionScene.Today.AddDays(35) })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_filter_finds_what_it_says_and_nothing_else()
    {
        var scene = await fixture.SceneAsync();
        var (list, org) = (scene.Positions, scene.Organization);
        var plain = await scene.CreateAsync(PositionScene.Input(externalId: "E-1"));
        var input = PositionScene.Input(null, "MENSA");
        input.Debtor = new()
        {
            Type = "G",
            FiscalCode = "01234567897",
            Name = "Bar 100%_Sport",
        };
        input.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(10);
        var meal = await scene.CreateAsync(input);
        var paid = await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);

        await ShouldFindAsync(list.ListAsync(org), paid, meal, plain);
        await ShouldFindAsync(list.ListAsync(org, new() { State = ["paid"] }), paid);
        await ShouldFindAsync(list.ListAsync(org, new() { ServiceCode = "MENSA" }), meal);
        await ShouldFindAsync(list.ListAsync(org, new() { DebtorFiscalCode = "01234567897" }), meal);
        await ShouldFindAsync(list.ListAsync(org, new() { Q = "bar 100%_" }), meal);
        await ShouldFindAsync(list.ListAsync(org, new() { Q = "%Sport" }));
        await ShouldFindAsync(list.ListAsync(org, new() { NoticeNumber = PositionScene.Instalment(plain).NoticeNumber }), plain);
        await ShouldFindAsync(list.ListAsync(org, new() { Iuv = PositionScene.Instalment(meal).Iuv }), meal);
        await ShouldFindAsync(list.ListAsync(org, new() { ExternalId = "E-1" }), plain);
        await ShouldFindAsync(list.ListAsync(org, new() { FlowId = "flw_01kav7w1ah9wxan0wvc4bxmpmj" }));
        await ShouldFindAsync(list.ListAsync(org, new() { DueFrom = PositionScene.Today, DueTo = PositionScene.Today.AddDays(10) }), meal);
        await ShouldFindAsync(list.ListAsync(org, new() { DueTo = PositionScene.Today.AddDays(9) }));
        await ShouldFindAsync(
            list.ListAsync(org, new() { CreatedFrom = PositionScene.Today, CreatedTo = PositionScene.Today }),
            paid,
            meal,
            plain
        );
        await ShouldFindAsync(list.ListAsync(org, new() { CreatedFrom = PositionScene.Today.AddDays(1) }));
        await ShouldFindAsync(list.ListAsync(org, new() { PaidFrom = PositionScene.Today }), paid);
        await ShouldFindAsync(list.ListAsync(org, new() { PaidTo = PositionScene.Today.AddDays(-1) }));
        await ShouldFindAsync(
            list.ListAsync(
                org,
                new()
                {
                    CreatedFrom = new DateOnly(1900, 1, 1),
                    CreatedTo = new DateOnly(2200, 12, 31),
                    DueFrom = new DateOnly(1900, 1, 1),
                }
            ),
            meal
        );
        await ShouldFindAsync(list.ListAsync(org, new() { State = ["paid", "payable"] }), paid, meal, plain);
        await ShouldFindAsync(list.ListAsync(org, new() { State = ["paid", "expired"], ServiceCode = "MENSA" }));
        await ShouldFindAsync(list.ListAsync(org, new() { State = ["paid", "payable", "draft"], ServiceCode = "MENSA" }), meal);
        (await list.ListAsync(org, new() { State = ["paid"] })).Items.Single().PaidCents.ShouldBe(10_000);
    }

    [Fact]
    public async Task Several_states_are_one_list_page_by_page()
    {
        var scene = await fixture.SceneAsync();
        var made = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            var position = await scene.CreateAsync();
            made.Insert(0, position.Id);
            if (i % 2 == 0)
                await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
            else if (i == 3)
                await scene.CancelAsync(position);
        }
        made.RemoveAt(2);
        string[] states = [PositionStates.Paid, PositionStates.Payable];

        var first = await scene.Positions.ListAsync(scene.Organization, new() { State = states, Limit = 2 });
        var all = await scene
            .Positions.ListAllAsync(scene.Organization, new() { State = states, Limit = 2 })
            .Select(p => p.Id)
            .ToListAsync();

        first.Items.Count.ShouldBe(2);
        all.ShouldBe(made);
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.Positions.ListAsync(
                scene.Organization,
                new()
                {
                    State = ["payable"],
                    Limit = 2,
                    Cursor = first.NextCursor,
                }
            )
        );
        refused.Code.ShouldBe("invalid-cursor");
    }

    [Fact]
    public async Task Asked_for_due_days_the_latest_comes_first_and_a_position_stands_once()
    {
        var scene = await fixture.SceneAsync();
        var (soon, later, both) = (await CreateAsync(5), await CreateAsync(20), await CreateAsync(10, 15));
        await CreateAsync(40);
        (await IdsAsync(30)).ShouldBe([later, both, soon]);
        (await IdsAsync(30, service: "MENSA")).ShouldBeEmpty();
        (await IdsAsync(30, debtor: PositionScene.Input().Debtor.FiscalCode)).ShouldBe([later, both, soon]);
        (await IdsAsync(12)).ShouldBe([both, soon]);

        Task<List<string>> IdsAsync(int days, string? service = null, string? debtor = null) =>
            scene
                .Positions.ListAllAsync(
                    scene.Organization,
                    new()
                    {
                        DueFrom = PositionScene.Today,
                        DueTo = PositionScene.Today.AddDays(days),
                        ServiceCode = service,
                        DebtorFiscalCode = debtor,
                        Limit = 1,
                    }
                )
                .Select(p => p.Id)
                .ToListAsync()
                .AsTask();

        async Task<string> CreateAsync(params int[] days)
        {
            var input = PositionScene.Input();
            var one = input.PaymentOptions![0].Instalments[0];
            input.PaymentOptions[0].Instalments =
            [
                .. days.Select(d => new InstalmentInput { AmountCents = one.AmountCents, DueDate = PositionScene.Today.AddDays(d) }),
            ];
            return (await scene.CreateAsync(input)).Id;
        }
    }

    [Fact]
    public async Task Asked_for_a_name_the_list_is_in_the_order_of_names()
    {
        var scene = await fixture.SceneAsync();
        var (second, first, third) = (await CreateAsync("Rossi Mario"), await CreateAsync("Ròssi Anna"), await CreateAsync("ROSSI Zeno"));
        await CreateAsync("Bianchi Ugo");

        var found = await scene
            .Positions.ListAllAsync(scene.Organization, new() { Q = "rossi", Limit = 1 })
            .Select(p => p.Id)
            .ToListAsync();

        found.ShouldBe([first, second, third]);

        async Task<string> CreateAsync(string name)
        {
            var input = PositionScene.Input();
            input.Debtor.Name = name;
            return (await scene.CreateAsync(input)).Id;
        }
    }

    [Fact]
    public async Task The_list_says_when_and_by_which_receipt_it_was_paid()
    {
        var scene = await fixture.SceneAsync();
        var paid = await scene.CreateAsync();
        await scene.CreateAsync();
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);
        var instalment = PositionScene.Instalment(await scene.Positions.ReadAsync(scene.Organization, paid.Id));

        var listed = (await scene.Positions.ListAsync(scene.Organization)).Items;

        listed.Select(p => (p.PaidAt, p.ReceiptId)).ShouldBe([(null, null), (instalment.PaidAt, instalment.ReceiptId)]);
        listed[1]
            .Instalments.Single()
            .ShouldSatisfyAllConditions(i => (i.PaidAt, i.ReceiptId).ShouldBe((instalment.PaidAt, instalment.ReceiptId)));
        instalment.ReceiptId.ShouldNotBeNull().ShouldStartWith("rcp_");
    }

    [Fact]
    public async Task A_state_or_a_cursor_that_is_none_is_malformed()
    {
        var scene = await fixture.SceneAsync();
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(
                scene.Positions.ListAsync(scene.Organization, new() { State = ["happy"] })
            )
        ).Status.ShouldBe(400);
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(
                scene.Positions.ListAsync(scene.Organization, new() { FlowId = "flw_no" })
            )
        ).Status.ShouldBe(400);
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(scene.Positions.ListAsync(scene.Organization, new() { Cursor = "no" }))
        ).Code.ShouldBe("invalid-cursor");
    }

    [Fact]
    public async Task Pages_show_each_position_once_while_others_are_made()
    {
        var scene = await fixture.SceneAsync();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
            made.Add((await scene.CreateAsync()).Id);
        var seen = new List<string>();
        for (string? cursor = null; ; )
        {
            var page = await scene.Positions.ListAsync(scene.Organization, new() { Limit = 3, Cursor = cursor });
            seen.AddRange(page.Items.Select(p => p.Id));
            await scene.CreateAsync();
            if ((cursor = page.NextCursor) is null)
                break;
        }
        made.Reverse();
        seen.ShouldBe(made);
    }

    [Fact]
    public async Task Another_organization_sees_none_of_them()
    {
        var scene = await fixture.SceneAsync();
        var other = await fixture.SceneAsync();
        await other.CreateAsync();

        (await other.Positions.ListAsync(other.Organization)).Items.ShouldHaveSingleItem();
        (await scene.Positions.ListAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    private static async Task ShouldFindAsync(Task<PositionPage> listing, params Position[] expected) =>
        (await listing).Items.Select(p => p.Id).ShouldBe(expected.Select(p => p.Id));
}
