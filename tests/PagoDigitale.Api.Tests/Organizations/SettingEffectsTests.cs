using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Warning = PagoDigitale.Sdk.Warning;

namespace PagoDigitale.Api.Tests.Organizations;

/// <summary>
/// A setting is for what comes. What is out stays payable, and whoever changes a setting is told how many open notices feel it.
/// </summary>
public sealed class SettingEffectsTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private static readonly DateOnly LongAgo = PositionScene.Today.AddDays(-40);

    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task A_station_put_aside_goes_on_answering_for_its_numbers()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        await AddStationAsync(scene, "02", "48", scene.Organization);

        var warning = await PutAsideAsync(scene);

        (warning.Code, warning.NoticesCount).ShouldBe(("open-notices-stay-payable", 1L));
        await ShouldBePayableAsync(scene, position, $"{scene.Organization}_01", scene.Organization);
        PositionScene.Instalment(await scene.CreateAsync()).NoticeNumber.ShouldStartWith("348");
    }

    [Fact]
    public async Task With_another_broker_both_stations_answer_for_what_is_out()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        const string Broker = "15376371009";
        await Organizations.CreateStationAsync(
            scene.Organization,
            new()
            {
                StationId = $"{Broker}_07",
                BrokerFiscalCode = Broker,
                AuxDigit = 3,
                SegregationCode = "49",
                IsDefault = true,
            }
        );

        await Organizations.ChangeStationAsync(scene.Organization, $"{scene.Organization}_01", 2, new() { IsActive = false });

        await ShouldBePayableAsync(scene, position, $"{scene.Organization}_01", scene.Organization);
        await ShouldBePayableAsync(scene, position, $"{Broker}_07", Broker);
    }

    [Fact]
    public async Task A_service_that_is_closed_leaves_its_notices_payable()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();

        var closed = await fixture.Api.Admin.Services.ChangeAsync(scene.Organization, "TARI", 1, new() { IsActive = false });

        closed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("open-notices-stay-payable"), w => w.NoticesCount.ShouldBe(1));
        await ShouldBePayableAsync(scene, position);
        (await fixture.Api.Admin.Services.ChangeAsync(scene.Organization, "TARI", 2, new() { IsActive = true })).Warnings.ShouldBeNull();
    }

    [Fact]
    public async Task A_service_that_takes_no_late_payments_any_more_says_which_notices_that_stops()
    {
        var scene = await fixture.SceneAsync();
        var (late, early) = (PositionScene.Input(), PositionScene.Input());
        late.PaymentOptions![0].Instalments[0].DueDate = LongAgo;
        early.PaymentOptions![0].Instalments[0].DueDate = PositionScene.Today.AddDays(40);
        var (stopped, going) = (await scene.CreateAsync(late), await scene.CreateAsync(early));
        await ShouldBePayableAsync(scene, stopped);

        var changed = await fixture.Api.Admin.Services.ChangeAsync(
            scene.Organization,
            "TARI",
            1,
            new() { KeepPayableAfterDueDate = false }
        );

        changed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("open-notices-stopped"), w => w.NoticesCount.ShouldBe(1));
        (await VerifyAsync(scene, stopped)).FaultCode.ShouldBe(PaFaultCodes.PagamentoScaduto);
        await ShouldBePayableAsync(scene, going);
    }

    [Fact]
    public async Task An_account_that_is_closed_says_how_many_notices_credit_it()
    {
        var scene = await fixture.SceneAsync();
        var (first, cancelled) = (await scene.CreateAsync(), await scene.CreateAsync());
        await scene.CreateAsync();
        await scene.CancelAsync(cancelled);

        var closed = await Organizations.ChangeIbanAsync(scene.Organization, PositionScene.OwnIban, 1, new() { IsActive = false });

        closed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                w => w.Code.ShouldBe("open-notices-credit-account"),
                w => w.NoticesCount.ShouldBe(2),
                w => w.Remedy.ShouldContain("replaceIban")
            );
        await ShouldBePayableAsync(scene, first);
        (await Organizations.ListIbansAsync(scene.Organization)).Items.ShouldHaveSingleItem().Warnings.ShouldBeNull();
    }

    [Fact]
    public async Task An_accertamento_that_is_closed_leaves_its_notices_payable()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync();
        var accertamento = (
            await fixture.Api.Admin.Accertamenti.ListAsync(scene.Organization, new() { Number = "117" })
        ).Items.ShouldHaveSingleItem();

        var closed = await fixture.Api.Admin.Accertamenti.ChangeAsync(
            scene.Organization,
            accertamento.Id,
            accertamento.Version,
            new() { IsActive = false }
        );

        closed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("open-notices-stay-payable"), w => w.NoticesCount.ShouldBe(1));
        await ShouldBePayableAsync(scene, position);
    }

    [Fact]
    public async Task An_organization_that_is_closed_says_how_many_notices_that_stops()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(instalments: 3));
        var draft = PositionScene.Input();
        draft.IsDraft = true;
        await scene.CreateAsync(draft);

        var closed = await Organizations.ChangeAsync(scene.Organization, 1, new() { IsActive = false });

        closed
            .Warnings.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(w => w.Code.ShouldBe("open-notices-stopped"), w => w.NoticesCount.ShouldBe(3));
        (await VerifyAsync(scene, position)).FaultCode.ShouldBe(PaFaultCodes.IdDominioErrato);
        (await Organizations.ChangeAsync(scene.Organization, 2, new() { IsActive = true })).Warnings.ShouldBeNull();
        await ShouldBePayableAsync(scene, position);
    }

    [Fact]
    public async Task Nothing_is_said_where_no_open_notice_feels_it()
    {
        var scene = await fixture.SceneAsync();
        await AddStationAsync(scene, "02", "48", scene.Organization);

        (
            await Organizations.ChangeIbanAsync(scene.Organization, PositionScene.OwnIban, 1, new() { IsActive = false })
        ).Warnings.ShouldBeEmpty();
        (
            await Organizations.ChangeIbanAsync(scene.Organization, PositionScene.OwnIban, 2, new() { Label = "Altro" })
        ).Warnings.ShouldBeNull();
    }

    private async Task<Warning> PutAsideAsync(PositionScene scene) =>
        (
            await Organizations.ChangeStationAsync(scene.Organization, $"{scene.Organization}_01", 2, new() { IsActive = false })
        ).Warnings.ShouldHaveSingleItem();

    private Task<Station> AddStationAsync(PositionScene scene, string number, string code, string broker) =>
        Organizations.CreateStationAsync(
            scene.Organization,
            new()
            {
                StationId = $"{broker}_{number}",
                BrokerFiscalCode = broker,
                AuxDigit = 3,
                SegregationCode = code,
                IsDefault = true,
            }
        );

    private static Task<StationAnswer> VerifyAsync(PositionScene scene, Position position) =>
        SendAsync(scene, $"{scene.Organization}_01", Verify(scene, position, $"{scene.Organization}_01", scene.Organization));

    private static Task ShouldBePayableAsync(PositionScene scene, Position position) =>
        ShouldBePayableAsync(scene, position, $"{scene.Organization}_01", scene.Organization);

    private static async Task ShouldBePayableAsync(PositionScene scene, Position position, string station, string broker)
    {
        var verify = Verify(scene, position, station, broker);
        (await SendAsync(scene, station, verify)).IsOk.ShouldBeTrue();
        foreach (var version in new[] { PaVersion.V1, PaVersion.V2 })
            (
                await SendAsync(scene, station, new GetPaymentRequest(verify.IdPa, broker, station, version, verify.QrCode))
            ).IsOk.ShouldBeTrue();
        (
            await scene.QueryAsync<bool>(
                $"""
                SELECT payment_in_progress_until > {TestClock.NowSql} FROM instalments WHERE notice_number = '{verify.QrCode.NoticeNumber}'
                    AND organization_id = '{scene.Organization}'
                """
            )
        ).ShouldBe([true]);
    }

    private static VerifyPaymentNoticeRequest Verify(PositionScene scene, Position position, string station, string broker) =>
        new(scene.Organization, broker, station, new QrCode(scene.Organization, PositionScene.Instalment(position).NoticeNumber!));

    private static async Task<StationAnswer> SendAsync(PositionScene scene, string station, PaRequest request)
    {
        using var node = scene.Api.Node();
        return await node.SendAsync(station, request);
    }
}
