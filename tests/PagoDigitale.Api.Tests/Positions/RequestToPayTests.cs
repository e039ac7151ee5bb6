using PagoDigitale.Api.Tests.Services;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>
/// Whether pagoPA may push a position as a request to pay: what services and positions say of it is what the node is told, in
/// front of the taxonomy code.
/// </summary>
public sealed class RequestToPayTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private const string Allowed = "allowed";
    private const string Haste = "haste-harms";
    private const string Carrier = "exclusive-carrier";
    private const string Both = "haste-harms-and-exclusive-carrier";
    private const string NotRecalled = "request-to-pay-not-recalled";
    private const string Released = "request-to-pay-released";

    private IServicesClient Services => fixture.Api.Admin.Services;

    [Theory]
    [InlineData(Allowed, "9/0101108TS/")]
    [InlineData(Haste, "6/0101108TS/")]
    [InlineData(Carrier, "7/0101108TS/")]
    [InlineData(Both, "8/0101108TS/")]
    public async Task The_node_is_told_what_the_service_says_and_rather_what_the_position_says(string said, string told)
    {
        var scene = await fixture.SceneAsync();
        var before = await scene.CreateAsync();
        await SayAsync(scene, "TARI", said);
        var (after, other) = (await scene.CreateAsync(), await scene.CreateAsync(Input(said, "MENSA")));
        var contrary = said == Allowed ? Both : Allowed;
        var rather = await scene.CreateAsync(Input(contrary));

        (await ToldAsync(scene, before)).ShouldBe([told], "it is looked at when the node asks");
        (await ToldAsync(scene, after)).ShouldBe([told]);
        (await ToldAsync(scene, other)).ShouldBe([told]);
        (await ToldAsync(scene, rather)).ShouldBe([said == Allowed ? "8/0101108TS/" : "9/0101108TS/"]);
        (after.RequestToPay, other.RequestToPay, rather.RequestToPay).ShouldBe((null, said, contrary));
        foreach (var (position, counts) in new[] { (before, said), (after, said), (other, said), (rather, contrary) })
            LinesOf(await scene.ReadAsync(position)).ShouldBe([counts]);
    }

    [Theory]
    [InlineData("0101108TS")]
    [InlineData("0101108TS/")]
    [InlineData("7/0101108TS/")]
    public async Task However_a_code_was_kept_one_digit_is_in_front_of_it(string kept)
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(Input(Haste));
        await scene.SqlAsync($"UPDATE transfers SET taxonomy_code = '{kept}' WHERE organization_id = '{scene.Organization}'");
        (await ToldAsync(scene, position)).ShouldBe(["6/0101108TS/"]);
    }

    [Fact]
    public async Task Each_line_of_several_services_is_told_with_its_own_and_the_position_counts_for_all()
    {
        var scene = await fixture.SceneAsync();
        await SayAsync(scene, "MULTE", Haste);
        var input = PositionScene.Input(600);
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 100 },
            new() { AmountCents = 200, ServiceCode = "MULTE" },
            new()
            {
                AmountCents = 300,
                ServiceCode = "MULTE",
                TaxonomyCode = "7/0101101IM/",
            },
        ];
        var mixed = await scene.CreateAsync(input);

        (await ToldAsync(scene, mixed)).ShouldBe(["9/0101108TS/", "6/0101108TS/", "7/0101101IM/"]);
        LinesOf(mixed).ShouldBe([Allowed, Haste, Carrier]);

        Of(await ChangeAsync(scene, mixed, Both)).ShouldBeEmpty("a line kept it back before");
        (await ToldAsync(scene, mixed)).ShouldBe(["8/0101108TS/", "8/0101108TS/", "8/0101101IM/"]);
        Of(await ChangeAsync(scene, mixed, Allowed)).ShouldBe([Released]);
        (await ToldAsync(scene, mixed)).ShouldBe(["9/0101108TS/", "9/0101108TS/", "9/0101101IM/"]);
    }

    [Fact]
    public async Task What_a_position_says_is_changed_removed_told_and_logged()
    {
        var scene = await fixture.SceneAsync();
        var first = await scene.CreateAsync();

        var kept = await ChangeAsync(scene, first, Haste);
        (kept.RequestToPay, kept.Version).ShouldBe((Haste, first.Version + 1));
        Of(kept).ShouldBe([NotRecalled]);
        (await ToldAsync(scene, first)).ShouldBe(["6/0101108TS/"]);
        var worse = await ChangeAsync(scene, first, Both);
        worse.RequestToPay.ShouldBe(Both);
        Of(worse).ShouldBeEmpty("it was kept back before");
        (await ChangeAsync(scene, first, Both)).Version.ShouldBe(worse.Version, "nothing is changed");
        (await ChangeAsync(scene, first, new PositionChange { Description = "Altra" })).RequestToPay.ShouldBe(Both);

        var change = new PositionChange();
        change.Removed.Add("requestToPay");
        var freed = await ChangeAsync(scene, first, change);

        freed.RequestToPay.ShouldBeNull();
        Of(freed).ShouldBe([Released]);
        (await ToldAsync(scene, first)).ShouldBe(["9/0101108TS/"]);
        Of(await scene.ReadAsync(first)).ShouldBeEmpty("it is said once");
        (await scene.EventsAsync(first)).ShouldBe(["position.created", .. Enumerable.Repeat("position.changed", 4)]);
        (await scene.Api.Admin.ActivityLog.ListAsync(scene.Organization))
            .Items.Count(e => e.OperationId == "changePosition")
            .ShouldBeGreaterThanOrEqualTo(4);
        await Should.ThrowAsync<PagoDigitaleException>(() =>
            scene.Positions.ChangeAsync(scene.Organization, first.Id, first.Version, new() { RequestToPay = Haste })
        );
    }

    [Fact]
    public async Task Sent_again_it_says_what_it_says_now()
    {
        var scene = await fixture.SceneAsync();
        var first = await scene.CreateAsync(Input(null, externalId: "R-1"));

        var kept = await scene.CreateAsync(Input(Carrier, externalId: "R-1"));
        (kept.Id, kept.RequestToPay).ShouldBe((first.Id, Carrier));
        Of(kept).ShouldBe([NotRecalled]);
        var again = await scene.CreateAsync(Input(Carrier, externalId: "R-1"));
        again.Version.ShouldBe(kept.Version);
        Of(again).ShouldBeEmpty();
        (await ToldAsync(scene, first)).ShouldBe(["7/0101108TS/"]);
        Of(await scene.CreateAsync(Input(null, externalId: "R-1"))).ShouldBe([Released]);
    }

    [Fact]
    public async Task It_can_be_changed_as_long_as_something_is_open_and_a_draft_is_nobodys_question()
    {
        var scene = await fixture.SceneAsync();
        var draft = Input(null);
        draft.IsDraft = true;
        Of(await ChangeAsync(scene, await scene.CreateAsync(draft), Haste)).ShouldBeEmpty();

        var rates = await scene.CreateAsync(PositionScene.Input(5_000, instalments: 2));
        await scene.PayOutsideAsync(rates);
        Of(await ChangeAsync(scene, rates, Haste)).ShouldBe([NotRecalled]);
        await scene.PayOutsideAsync(rates, 1);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ChangeAsync(scene, rates, Allowed))).Code.ShouldBe(
            "position-already-paid"
        );

        var cancelled = await scene.CreateAsync();
        await scene.CancelAsync(cancelled);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ChangeAsync(scene, cancelled, Haste))).Code.ShouldBe(
            "position-cancelled"
        );
    }

    [Fact]
    public async Task Of_a_service_the_digit_of_its_code_and_what_it_says_are_one_thing()
    {
        var organization = await TestOrganization.CreateAsync(fixture.Api.Admin);
        var plain = await Services.CreateAsync(organization.Code, Canteen.Input("A"));
        (plain.RequestToPay, plain.TaxonomyCode).ShouldBe((Allowed, "9/0101100IM/"));

        var input = Canteen.Input("B");
        input.TaxonomyCode = "6/0101100IM/";
        var byCode = await Services.CreateAsync(organization.Code, input);
        (byCode.RequestToPay, byCode.TaxonomyCode).ShouldBe((Haste, "6/0101100IM/"));
        (input.Code, input.RequestToPay) = ("C", Both);
        var rather = await Services.CreateAsync(organization.Code, input);
        (rather.RequestToPay, rather.TaxonomyCode).ShouldBe((Both, "8/0101100IM/"));

        await ChangedAsync(new() { TaxonomyCode = "9/0101101IM/" }, Haste, "6/0101101IM/");
        await ChangedAsync(new() { TaxonomyCode = "7/0101101IM/" }, Carrier, "7/0101101IM/");
        await ChangedAsync(new() { RequestToPay = Allowed }, Allowed, "9/0101101IM/");
        await ChangedAsync(new() { TaxonomyCode = "6/0101101IM/", RequestToPay = Both }, Both, "8/0101101IM/");
        await ChangedAsync(new() { Description = "Altro" }, Both, "8/0101101IM/");

        async Task ChangedAsync(ServiceChange change, string said, string code)
        {
            var version = (await Services.ReadAsync(organization.Code, "B")).Version;
            await Services.ChangeAsync(organization.Code, "B", version, change);
            var read = await Services.ReadAsync(organization.Code, "B");
            (read.RequestToPay, read.TaxonomyCode, read.Version).ShouldBe((said, code, version + 1));
        }
    }

    [Fact]
    public async Task A_service_says_how_many_open_notices_a_change_keeps_back_or_lets_go()
    {
        var scene = await fixture.SceneAsync();
        var mixed = PositionScene.Input(300, "MENSA");
        mixed.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 100 },
            new() { AmountCents = 200, ServiceCode = "TARI" },
        ];
        await scene.SqlAsync(
            $"UPDATE services SET allows_other_amounts = true WHERE organization_id = '{scene.Organization}' AND service_code = 'MENSA'"
        );
        await scene.CreateAsync(mixed);
        await scene.CreateAsync();
        await scene.CreateAsync(Input(Allowed));
        await scene.CancelAsync(await scene.CreateAsync());

        foreach (var (said, code) in new[] { (Haste, "open-notices-not-recalled"), (Allowed, "open-notices-released") })
            (await SayAsync(scene, "TARI", said))
                .Warnings.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    w => w.Code.ShouldBe(code),
                    w => w.NoticesCount.ShouldBe(2, "the one that says otherwise itself does not count")
                );
    }

    private static PositionInput Input(string? said, string service = "TARI", string? externalId = null)
    {
        var input = PositionScene.Input(service == "MENSA" ? 1_500 : 10_000, service, externalId);
        input.RequestToPay = said;
        return input;
    }

    private async Task<Service> SayAsync(PositionScene scene, string service, string said)
    {
        var version = (await Services.ReadAsync(scene.Organization, service)).Version;
        return await Services.ChangeAsync(scene.Organization, service, version, new() { RequestToPay = said });
    }

    private static Task<Position> ChangeAsync(PositionScene scene, Position position, string said) =>
        ChangeAsync(scene, position, new PositionChange { RequestToPay = said });

    private static async Task<Position> ChangeAsync(PositionScene scene, Position position, PositionChange change) =>
        await scene.Positions.ChangeAsync(scene.Organization, position.Id, (await scene.ReadAsync(position)).Version, change);

    /// <summary>What a position warns of that concerns requests to pay.</summary>
    private static string[] Of(Position position) =>
        [.. position.Warnings.Select(w => w.Code).Where(c => c.StartsWith("request-to-pay", StringComparison.Ordinal))];

    private static string?[] LinesOf(Position position) => [.. PositionScene.Instalment(position).Transfers.Select(t => t.RequestToPay)];

    /// <summary>The category of each transfer, as both versions of the node's question are answered.</summary>
    private static async Task<string[]> ToldAsync(PositionScene scene, Position position)
    {
        using var node = scene.Api.Node();
        var answers = new List<string[]>();
        foreach (var version in new[] { PaVersion.V1, PaVersion.V2 })
            answers.Add(await node.CategoriesAsync(scene.Organization, PositionScene.Instalment(position).NoticeNumber!, version));
        answers[0].ShouldBe(answers[1]);
        return answers[1];
    }
}
