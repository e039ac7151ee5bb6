using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Taxonomy;

/// <summary>
/// Until a full list is in force a code that is not in it warns, wherever codes come in; then it is refused. What is issued stays payable.
/// </summary>
public sealed class TaxonomyEffectTests : IAsyncLifetime
{
    private const string Unknown = "taxonomy-code-not-found";
    private const string Expired = "taxonomy-code-expired";

    private TestApi _api = null!;

    private ITaxonomyClient Taxonomy => _api.Admin.Taxonomy;

    private IServicesClient Services => _api.Admin.Services;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Before_any_list_codes_that_somebody_writes_are_told_and_nothing_else()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var service = await Services.CreateAsync(scene.Organization, Service("NUOVO", "9/0101108TS/"));
        var changed = await Services.ChangeAsync(scene.Organization, "NUOVO", 1, new() { TaxonomyCode = "6/0102100SA/" });
        var named = await scene.CreateAsync(With("9/0101108TS/"));

        (
            service.Warnings.ShouldHaveSingleItem().Code,
            changed.Warnings.ShouldHaveSingleItem().Code,
            named.Warnings.ShouldHaveSingleItem().Code
        ).ShouldBe((Unknown, Unknown, Unknown));
        (await Services.ReadAsync(scene.Organization, "NUOVO")).Warnings.ShouldBeNull();
        (await Services.ChangeAsync(scene.Organization, "NUOVO", 2, new() { Description = "Altro" })).Warnings.ShouldBeNull();
        (await scene.CreateAsync()).Warnings.ShouldBeEmpty();
        (await scene.ReadAsync(named)).Warnings.ShouldBeEmpty("it is issued");
    }

    [Fact]
    public async Task With_a_list_that_is_not_full_everything_is_taken_and_told()
    {
        var scene = await FlowScene.CreateAsync(_api);
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            new TaxonomyCsv()
                .With("0101101IM", "Finita", to: TaxonomyCsv.InDays(-1))
                .With("0102100SA", "Domani", from: TaxonomyCsv.InDays(1))
                .File(),
            new() { IsFull = false }
        );

        var codes = new Dictionary<string, string>
        {
            ["0101101IM"] = Expired,
            ["0102100SA"] = "taxonomy-code-not-yet-valid",
            ["0909999TS"] = Unknown,
        };
        foreach (var (code, fault) in codes)
            (await Services.CreateAsync(scene.Organization, Service($"S-{code}", $"7/{code}/")))
                .Warnings.ShouldHaveSingleItem()
                .ShouldSatisfyAllConditions(
                    w => w.Code.ShouldBe(fault),
                    w => w.Message.ShouldContain($"7/{code}/"),
                    w => w.NoticesCount.ShouldBeNull()
                );
        var position = await _api.Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input(service: "S-0909999TS"));
        position.Warnings.ShouldHaveSingleItem().Code.ShouldBe(Unknown);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"A;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Quota;10,00;31/12/2030;;",
                $"B;;{FlowScene.Bianchi};Bianchi Laura;{FlowScene.PlainService};Diritti;10,00;31/12/2030;;"
            )
        );
        (flow.Counts.Valid, flow.Counts.Warned).ShouldBe((2, 2));
        (await scene.RowsAsync(flow))
            .Select(r => r.Warnings.ShouldHaveSingleItem())
            .Select(w => (w.Field, w.Code, w.Value))
            .ShouldBe([("codice_servizio", Unknown, FlowScene.Service), ("codice_servizio", Expired, FlowScene.PlainService)]);
        (await scene.GeneratedAsync(flow)).Counts.Generated.ShouldBe(2);
    }

    [Fact]
    public async Task With_a_full_list_nothing_new_is_made_with_another_code_and_the_nearest_are_named()
    {
        var scene = await PositionScene.CreateAsync(_api);
        await Services.CreateAsync(scene.Organization, Service("VECCHIO", "9/0101100TS/"));
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv.Usual().With("0101109TS", "Finita", to: TaxonomyCsv.InDays(-1)).File()
        );

        await FieldRefusalAsync("taxonomyCode", Unknown, () => Services.CreateAsync(scene.Organization, Service("NUOVO", "9/0201100SA/")));
        await FieldRefusalAsync(
            "taxonomyCode",
            Expired,
            () => Services.ChangeAsync(scene.Organization, "TARI", 1, new() { TaxonomyCode = "9/0101109TS/" })
        );
        await FieldRefusalAsync("serviceCode", Unknown, () => scene.CreateAsync(PositionScene.Input(service: "VECCHIO")));
        await FieldRefusalAsync("serviceCode", Unknown, () => scene.CreateAsync(PositionScene.Input(service: "VECCHIO"), dryRun: true));
        await FieldRefusalAsync(
            "paymentOptions[0].instalments[0].transfers[0].taxonomyCode",
            Unknown,
            () => scene.CreateAsync(With("8/0102101SA/"))
        );
        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.CreateAsync(With("8/0102101SA/")));
        refused.Problem!.Errors.Single().Remedy.ShouldStartWith("The nearest valid codes are 8/0102100SA/ (Multe e verbali), ");

        // Older classifications are not in the list and never were; what follows the code is free; a service is mended without its code.
        (await scene.CreateAsync(With("0/123456")))
            .Warnings.ShouldHaveSingleItem()
            .Code.ShouldBe("taxonomy-code-old");
        (await scene.CreateAsync(With("9/0102100SA/9/libero"))).Warnings.ShouldBeEmpty();
        (await Services.ChangeAsync(scene.Organization, "VECCHIO", 1, new() { Description = "Mensa" }))
            .Warnings.ShouldHaveSingleItem()
            .Code.ShouldBe(Unknown);
    }

    [Theory]
    [InlineData('6')]
    [InlineData('7')]
    [InlineData('8')]
    [InlineData('9')]
    public async Task The_digit_in_front_does_not_count(char prefix)
    {
        var scene = await PositionScene.CreateAsync(_api);
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().File());

        var service = await Services.CreateAsync(scene.Organization, Service("NUOVO", $"{prefix}/0102100SA/"));
        var position = await scene.CreateAsync(With($"{prefix}/0101108TS/"));

        (service.TaxonomyCode, service.Warnings).ShouldBe(($"{prefix}/0102100SA/", null));
        PositionScene.Instalment(position).Transfers.Single().TaxonomyCode.ShouldBe($"{prefix}/0101108TS/");
        position.Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_issued_stays_payable_and_is_sent_again_and_drafts_are_not_issued()
    {
        var scene = await PositionScene.CreateAsync(_api);
        var issued = await scene.CreateAsync(PositionScene.Input(externalId: "E-1"));
        var draft = PositionScene.Input(externalId: "E-2");
        draft.IsDraft = true;
        var drafted = await scene.CreateAsync(draft);
        await Taxonomy.UploadVersionAsync(
            "tassonomia.csv",
            TaxonomyCsv.Usual().Without("0101108TS").With("0101108TS", "Tassa", to: TaxonomyCsv.InDays(-1)).File()
        );

        (await _api.Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input(externalId: "E-1"))).Id.ShouldBe(issued.Id);
        (await _api.Admin.Positions.CreateAsync(scene.Organization, PositionScene.Input(20_000, externalId: "E-1"))).AmountCents.ShouldBe(
            20_000,
            "it has its code already"
        );
        await RefusalAsync(409, Expired, () => _api.Admin.Positions.PublishAsync(scene.Organization, drafted.Id));
        await FieldRefusalAsync("serviceCode", Expired, () => scene.CreateAsync());
        using var node = _api.Node();
        var station = $"{scene.Organization}_01";
        var verify = new VerifyPaymentNoticeRequest(
            scene.Organization,
            scene.Organization,
            station,
            new QrCode(scene.Organization, PositionScene.Instalment(issued).NoticeNumber!)
        );
        (await node.SendAsync(station, verify)).IsOk.ShouldBeTrue();
    }

    [Fact]
    public async Task Services_say_that_their_code_ends_or_has_ended_and_how_many_notices_are_out()
    {
        var scene = await PositionScene.CreateAsync(_api);
        await scene.CreateAsync(PositionScene.Input(instalments: 2));
        await scene.CancelAsync(await scene.CreateAsync());
        var (soon, late) = (TaxonomyCsv.InDays(30), TaxonomyCsv.InDays(100));

        var counts = new List<(string?, long?)>();
        foreach (var to in new[] { late, soon, TaxonomyCsv.InDays(-1) })
        {
            await Taxonomy.UploadVersionAsync(
                "tassonomia.csv",
                TaxonomyCsv.Usual().Without("0101108TS").With("0101108TS", "Tassa", to: to).File()
            );
            var warning = (await Services.ReadAsync(scene.Organization, "TARI")).Warnings?.Single();
            counts.Add((warning?.Code, warning?.NoticesCount));
        }

        counts.ShouldBe([(null, null), ("taxonomy-code-expires", 2L), (Expired, 2L)]);
        var listed = (await Services.ListAsync(scene.Organization)).Items.ToDictionary(s => s.Code);
        (listed["TARI"].Warnings!.Single().NoticesCount, listed["MENSA"].Warnings!.Single().NoticesCount).ShouldBe((2L, null));
        var closed = await Services.ChangeAsync(scene.Organization, "TARI", 1, new() { IsActive = false });
        closed.Warnings!.Select(w => (w.Code, w.NoticesCount)).ShouldBe([("open-notices-stay-payable", 2L), (Expired, 2L)]);
    }

    [Fact]
    public async Task Rows_of_a_flow_are_rejected_when_it_is_checked_and_when_it_is_confirmed()
    {
        var scene = await FlowScene.CreateAsync(_api);
        var rows = FlowScene.Csv(
            $"A;;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};Quota;10,00;31/12/2030;;",
            $"B;;{FlowScene.Bianchi};Bianchi Laura;{FlowScene.PlainService};Diritti;20,00;31/12/2030;;"
        );
        var before = await scene.CheckedAsync(rows);
        before.Counts.Valid.ShouldBe(2);
        await Taxonomy.UploadVersionAsync("tassonomia.csv", TaxonomyCsv.Usual().Without("0101101IM").File());

        var after = await scene.CheckedAsync([.. rows, (byte)'\n'], groupByDebtor: true);
        var done = await scene.GeneratedAsync(before);

        foreach (var flow in new[] { after, done })
        {
            var rejected = (await scene.RowsAsync(flow)).Single(r => r.Verdict == "rejected");
            (rejected.RowNumber, rejected.ExternalId).ShouldBe((3, "B"));
            rejected
                .Errors.Single(e => e.Code == Unknown)
                .ShouldSatisfyAllConditions(
                    e => (e.Field, e.Value).ShouldBe(("codice_servizio", FlowScene.PlainService)),
                    e => e.Remedy.ShouldContain("9/0101100IM/ (Imposta sugli immobili)")
                );
        }
        (done.State, done.Counts.Generated, done.Counts.Rejected, done.Amounts.RejectedCents).ShouldBe(
            ("completed-with-rejects", 1, 1, 2_000L)
        );
        (await scene.OutcomeAsync(done)).ShouldContain(Unknown);
    }

    private static ServiceInput Service(string code, string taxonomyCode) =>
        new()
        {
            Code = code,
            Description = "Servizio",
            TaxonomyCode = taxonomyCode,
            Iban = PositionScene.OwnIban,
        };

    private static PositionInput With(string taxonomyCode)
    {
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 10_000, TaxonomyCode = taxonomyCode }];
        return input;
    }
}
