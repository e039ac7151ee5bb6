using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>What was given back beyond what is owed back is an open case, which a notice that asks for it closes.</summary>
public sealed class ClaimPayerCreditTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_notice_that_asks_for_it_closes_the_case()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var (first, rest) = (await scene.OwedAsync(1_500), await scene.OwedAsync(9_000));

        await ClaimAsync(scene, receipt.Id, first);
        (await CasesAsync(scene)).ShouldBe([("refunded", 2_500)]);
        var claimed = await ClaimAsync(scene, receipt.Id, rest);

        (await CasesAsync(scene)).ShouldBeEmpty();
        claimed
            .PayerCreditUses!.Select(u => (u.Kind, u.AmountCents, u.NoticeNumber))
            .ShouldBe([
                ("refunded", 4_000, null),
                ("claimed", 1_500, first.NoticeNumber),
                ("claimed", (long)2_500, (string?)rest.NoticeNumber),
            ]);
        (await scene.BalanceAsync("payer-credits")).ShouldBe(0);
        await ClosesAsync(scene);
        (await scene.ReceiveAsync(first)).ShouldBe("regular");
        await scene.BalancedAsync();
        (await scene.EventsAsync(receipt.Id)).Count(e => e == "receipt.credit-claimed").ShouldBe(2);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ClaimAsync(scene, receipt.Id, rest))).Code.ShouldBe(
            "nothing-to-claim"
        );

        await WithdrawAsync(scene, receipt.Id, claimed.PayerCreditUses!.Last().Id!);
        (await scene.EventsAsync(receipt.Id)).ShouldContain("receipt.credit-claim-withdrawn");
        (await CasesAsync(scene)).ShouldBe([("refunded", 2_500)]);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task A_revision_that_drops_the_revocation_closes_the_case_and_owes_back_what_was_claimed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, revoking) = await GivenBackTooMuchAsync(scene);
        await ClaimAsync(scene, receipt.Id, await scene.OwedAsync(1_500));

        await scene.UploadAsync(revoking with { At = revoking.At.AddHours(1), Rows = [revoking.Rows[1]], TotalCents = null });

        (await CasesAsync(scene)).ShouldBeEmpty();
        (await scene.Client.Receipts.ReadAsync(scene.Organization, receipt.Id)).PayerCreditCents.ShouldBe(7_500);
        await ClosesAsync(scene);
    }

    [Fact]
    public async Task What_cannot_be_is_refused_by_name()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var cancelled = await scene.OwedAsync();
        await scene.Client.Positions.CancelAsync(scene.Organization, cancelled.PositionId, new() { Reason = "Errore" });
        var own = cancelled with { NoticeNumber = receipt.NoticeNumber };
        var taken = await scene.OwedAsync(1_000);
        await ClaimAsync(scene, receipt.Id, taken);

        foreach (
            var (notice, code) in new[]
            {
                (own, "notice-not-claiming"),
                (cancelled, "notice-not-claiming"),
                (taken, "notice-claims-already"),
            }
        )
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => ClaimAsync(scene, receipt.Id, notice))).Code.ShouldBe(code);
        var unknown = cancelled with { NoticeNumber = "301000000000999999" };
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => ClaimAsync(scene, receipt.Id, unknown)))
            .Errors.Single()
            .Code.ShouldBe("notice-not-found");
        await FieldRefusalAsync(
            "noticeNumber",
            "notice-number-invalid",
            () => ClaimAsync(scene, receipt.Id, unknown with { NoticeNumber = "3" })
        );
        (await CasesAsync(scene)).ShouldBe([("refunded", 3_000)]);
        await scene.BalancedAsync();
    }

    /// <summary>Each payment option asks for the one debt.</summary>
    [Fact]
    public async Task A_debt_claims_once_whichever_of_its_options_is_paid()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (receipt, _) = await GivenBackTooMuchAsync(scene);
        var options = new OptionScene(
            scene,
            await scene.Positions.CreateAsync(OptionScene.InputOf([OptionScene.Option(1_000), OptionScene.Option(400, 600)]))
        );
        await ClaimAsync(scene, receipt.Id, options.Owed(0));
        (await options.PayAsync(1)).ShouldBe("regular");

        await RefusalAsync(409, "notice-claims-already", () => ClaimAsync(scene, receipt.Id, options.Owed(1, 1)));

        (await CasesAsync(scene)).ShouldBe([("refunded", 3_000)]);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_case_of_another_organization_is_not_there()
    {
        var (scene, other) = (await MoneyScene.CreateAsync(one.Api), await MoneyScene.CreateAsync(one.Api));
        var (theirs, _) = await GivenBackTooMuchAsync(other);
        var notice = await scene.OwedAsync();

        foreach (var receipt in new[] { theirs.Id, "rcp_01kav7w1mh36kyb0ktv7qy8ebr" })
            await RefusalAsync(404, "receipt-not-found", () => ClaimAsync(scene, receipt, notice));
        (await CasesAsync(other)).ShouldBe([("refunded", 4_000)]);
    }
}
