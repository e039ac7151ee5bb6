using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Positions;

public sealed class ExternalIdTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    [Fact]
    public async Task The_same_content_again_changes_nothing()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(externalId: "X-1", instalments: 2);
        input.Metadata = new Dictionary<string, string> { ["a"] = "1" };
        input.Debtor.Address = new()
        {
            Street = "Via Roma",
            PostalCode = "57016",
            City = "Rosignano",
            Country = "IT",
        };
        var first = await scene.CreateAsync(input);
        var again = await scene.CreateAsync(input);
        (again.Answer!.Status, again.Id, again.Version).ShouldBe((200, first.Id, 1));
        (await scene.EventsAsync(first)).ShouldBe(["position.created"]);
    }

    [Fact]
    public async Task Other_content_rewrites_the_position_and_keeps_its_notice_numbers()
    {
        var scene = await fixture.SceneAsync();
        var first = await scene.CreateAsync(PositionScene.Input(externalId: "X-1", instalments: 2));
        var input = PositionScene.Input(7_000, externalId: "X-1", instalments: 3);
        input.Description = "TARI rivista";
        var more = await scene.CreateAsync(input);
        (more.Answer!.Status, more.Id, more.AmountCents).ShouldBe((200, first.Id, 21_000));
        more.PaymentOptions[0]
            .Instalments.Take(2)
            .Select(i => i.NoticeNumber)
            .ShouldBe(first.PaymentOptions[0].Instalments.Select(i => i.NoticeNumber));
        more.PaymentOptions[0]
            .Instalments[0]
            .Transfers.ShouldHaveSingleItem()
            .RemittanceInformation.ShouldEndWith("/70.00/TXT/TARI rivista");
        var fewer = await scene.CreateAsync(PositionScene.Input(5_000, externalId: "X-1"));
        fewer.AmountCents.ShouldBe(5_000);
        fewer.PaymentOptions[0].Instalments.ShouldHaveSingleItem();
        (await scene.EventsAsync(first)).ShouldBe(["position.created", "position.changed", "position.changed"]);
        (await scene.PayAsync(more.PaymentOptions[0].Instalments[2].NoticeNumber, 7_000)).Classification.ShouldBe(
            ReceiptClassification.StateMismatch
        );
        (await scene.Ledger.ReadTrialBalanceAsync(scene.Organization)).IsBalanced.ShouldBeTrue();
    }

    [Fact]
    public async Task Who_sends_fewer_options_is_told_which_notices_nobody_can_pay_any_more()
    {
        var scene = await fixture.SceneAsync();
        PositionInput Offering(params PaymentOptionInput[] options) => OptionScene.InputOf(options, "N-1");
        var first = await scene.CreateAsync(Offering(OptionScene.Option(30_000), OptionScene.Option(10_000, 20_000)));
        var rates = first.PaymentOptions.Last().Instalments.Select(i => i.NoticeNumber).ToList();
        first.Warnings.ShouldBeEmpty();

        var tried = await scene.CreateAsync(Offering(OptionScene.Option(30_000)), dryRun: true);
        var fewer = await scene.CreateAsync(Offering(OptionScene.Option(30_000)));

        foreach (var answer in new[] { tried, fewer })
        {
            answer.Warnings!.Select(w => w.Code).ShouldBe(["notice-replaced", "notice-replaced"]);
            answer.Warnings!.Zip(rates).ShouldAllBe(pair => pair.First.Message.Contains(pair.Second!));
        }
        (await scene.ReadAsync(first)).Warnings.ShouldBeEmpty();
        (await scene.CreateAsync(Offering(OptionScene.Option(30_000)))).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_paid_position_is_not_rewritten()
    {
        var scene = await fixture.SceneAsync();
        var position = await scene.CreateAsync(PositionScene.Input(externalId: "X-1"));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);
        (await scene.CreateAsync(PositionScene.Input(externalId: "X-1"))).State.ShouldBe("paid");
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(scene.CreateAsync(PositionScene.Input(9_000, externalId: "X-1")))
        ).Code.ShouldBe("position-already-paid");
    }

    [Fact]
    public async Task A_draft_sent_again_as_final_is_published()
    {
        var scene = await fixture.SceneAsync();
        var input = PositionScene.Input(externalId: "X-1");
        input.IsDraft = true;
        await scene.CreateAsync(input);
        input.IsDraft = false;
        var published = await scene.CreateAsync(input);
        published.State.ShouldBe("payable");
        input.IsDraft = true;
        (await scene.CreateAsync(input)).Version.ShouldBe(published.Version);
    }

    [Fact]
    public async Task Many_at_once_make_one_position()
    {
        var scene = await fixture.SceneAsync();
        var made = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.CreateAsync(PositionScene.Input(externalId: "X-1"))));
        made.Select(p => p.Id).Distinct().ShouldHaveSingleItem();
        made.Count(p => p.Answer!.Status == 201).ShouldBe(1);
    }
}
