using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Rendicontazioni;

/// <summary>A PSP told of the payment before its position was here: nobody may be asked to pay it again.</summary>
public sealed class ReportedBeforePositionTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("9", 10_000, "paid", false)]
    [InlineData("9", 10_000, "paid", true)]
    [InlineData("8", 10_000, "paid", false)]
    [InlineData("0", 0, "reported", false)]
    public async Task A_position_whose_notice_a_flow_tells_of_is_settled_when_it_is_made(
        string outcome,
        long paidCents,
        string @event,
        bool isDraft
    )
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var notice = NoticeNumber.GenerateText(3, 47, 888_803);
        await scene.UploadAsync(scene.Flow(new ReportedRow(notice[1..], Guid.NewGuid().ToString("N"), 10_000) { Outcome = outcome }));

        var position = await scene.Positions.CreateAsync(Input(notice, isDraft: isDraft));

        (position.State, position.PaidCents).ShouldBe(("reported", paidCents));
        (await scene.VerifyAsync(notice)).FaultCode.ShouldBe(PaFaultCodes.PagamentoDuplicato);
        (await scene.EventsAsync(position.Id)).ShouldContain($"position.{@event}");
        (await scene.BalanceAsync("receivables")).ShouldBe(10_000 - paidCents);
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
        (await scene.Client.Positions.ReadAsync(scene.Organization, position.Id)).PaidCents.ShouldBe(paidCents);
    }

    [Fact]
    public async Task A_payment_revoked_or_of_a_superseded_flow_settles_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (revoked, dropped) = (NoticeNumber.GenerateText(3, 47, 888_804), NoticeNumber.GenerateText(3, 47, 888_805));
        await scene.UploadAsync(scene.Flow(new ReportedRow(revoked[1..], Guid.NewGuid().ToString("N"), 10_000) { Outcome = "3" }));
        var first = scene.Flow(new ReportedRow(dropped[1..], Guid.NewGuid().ToString("N"), 10_000) { Outcome = "9" });
        await scene.UploadAsync(first);
        await scene.UploadAsync(
            first with
            {
                At = first.At.AddHours(1),
                Rows = [new("01000000000777777", Guid.NewGuid().ToString("N"), 10_000)],
            }
        );

        (await scene.Positions.CreateAsync(Input(revoked))).State.ShouldBe("payable");
        (await scene.Positions.CreateAsync(Input(dropped))).State.ShouldBe("payable");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task An_instalment_added_by_sending_the_position_again_is_settled_too()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var notice = NoticeNumber.GenerateText(3, 47, 888_806);
        await scene.UploadAsync(scene.Flow(new ReportedRow(notice[1..], Guid.NewGuid().ToString("N"), 10_000) { Outcome = "9" }));
        await scene.Positions.CreateAsync(PositionScene.Input(externalId: "PIANO"));

        var again = await scene.Positions.CreateAsync(Input(notice, externalId: "PIANO"));

        again.State.ShouldBe("reported");
        PositionScene.Instalment(again).NoticeNumber.ShouldBe(notice);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_dry_run_shows_it_and_settles_nothing()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var notice = NoticeNumber.GenerateText(3, 47, 888_807);
        await scene.UploadAsync(scene.Flow(new ReportedRow(notice[1..], Guid.NewGuid().ToString("N"), 10_000) { Outcome = "9" }));

        (await scene.Positions.CreateAsync(Input(notice), dryRun: true)).State.ShouldBe("reported");

        (await scene.CountAsync("rendicontazione_rows WHERE instalment_id IS NOT NULL AND")).ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Positions_of_a_flow_are_settled_as_they_are_generated(bool isGrouped)
    {
        var flows = await FlowScene.CreateAsync(one.Api);
        var told = NoticeNumber.GenerateText(3, 47, 2);
        var file = new FlowFile
        {
            Receiver = flows.Organization,
            Day = MoneyScene.Day,
            Psp = "60000000001",
            FlussoId = $"{MoneyScene.Day:yyyy-MM-dd}60000000001-S0001",
            Trn = "TRN20260601000001IT",
            Rows = [new(told[1..], Guid.NewGuid().ToString("N"), 12_345) { Outcome = "9" }],
        };
        await one.Api.Admin.Rendicontazioni.UploadAsync(flows.Organization, "rendicontazione.xml", file.ToStream());

        await flows.GeneratedAsync(await flows.CheckedAsync(FlowScene.Many(3), groupByDebtor: isGrouped));

        var made = (await one.Api.Admin.Positions.ListAsync(flows.Organization)).Items;
        made.Count.ShouldBe(3);
        made.Single(p => p.State != "payable")
            .ShouldSatisfyAllConditions(
                p => (p.State, p.PaidCents).ShouldBe(("reported", 12_345)),
                p => p.Instalments.Single().NoticeNumber.ShouldBe(told)
            );
        (await one.Api.Admin.Ledger.ReadTrialBalanceAsync(flows.Organization)).IsBalanced.ShouldBeTrue();
    }

    private static PositionInput Input(string notice, string? externalId = null, bool? isDraft = null)
    {
        var input = PositionScene.Input(externalId: externalId);
        input.IsDraft = isDraft;
        input.PaymentOptions = [new() { Instalments = [new() { AmountCents = 10_000, NoticeNumber = notice }] }];
        return input;
    }
}
