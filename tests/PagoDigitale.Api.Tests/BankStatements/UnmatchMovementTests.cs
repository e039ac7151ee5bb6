using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class UnmatchMovementTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_a_run_matched_is_taken_off_for_good_and_another_credit_may_come()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        var movement = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();

        var unmatched = await UnmatchAsync(scene, movement);
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
        await UnmatchAsync(scene, movement);

        (unmatched.State, unmatched.Decision!.Reason).ShouldBe(("unmatched", "Errore"));
        (await ReadAsync(scene, movement)).State.ShouldBe("unmatched");
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        (await scene.EventsAsync(movement.Id)).ShouldBe(["movement.matched", "movement.unmatched"]);

        var right = await CreditAsync(scene, 5_000, $"BIS {Uri(flow)}");
        await scene.ReconcileAsync();
        (await ReadAsync(scene, right)).State.ShouldBe("matched");
        await UnmatchAsync(scene, right);
        await MatchAsync(scene, [movement.Id], [flow.Id]);
        await scene.ReconcileAsync();
        (await ReadAsync(scene, movement)).State.ShouldBe("matched");
    }

    [Fact]
    public async Task A_credit_and_what_was_no_storno_of_it_come_apart()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        var (credit, debit) = (await CreditAsync(scene, 5_000, Uri(flow)), await CreditAsync(scene, -5_000, Uri(flow)));
        await scene.ReconcileAsync();
        (await ReadAsync(scene, debit)).CounterpartId.ShouldBe(credit.Id);

        await UnmatchAsync(scene, debit);
        await scene.ReconcileAsync();

        (await ReadAsync(scene, credit)).State.ShouldBe("matched");
        (await ReadAsync(scene, debit)).State.ShouldBe("unmatched");
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
    }

    [Fact]
    public async Task What_a_reversale_has_booked_stays()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row));
        var movement = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => UnmatchAsync(scene, movement));

        (refusal.Code, refusal.Message.Contains($"{reversale.Year}/{reversale.Number}", StringComparison.Ordinal)).ShouldBe(
            ("movement-regularised", true)
        );
        (
            await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
                scene.Client.BankStatements.UnmatchMovementAsync(
                    scene.Organization,
                    "mov_01kav7w12q6dhqn1cghge2qxb6",
                    new MovementDecisionInput { Reason = "Errore" }
                )
            )
        ).Code.ShouldBe("movement-not-found");
    }

    [Fact]
    public async Task Of_an_executed_reversale_the_refusal_names_the_storno_and_no_annulment()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row));
        var movement = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => UnmatchAsync(scene, movement))).Message.ShouldContain(
            "annulReversale"
        );
        await scene.Client.Reversali.RecordExecutionAsync(
            scene.Organization,
            reversale.Id,
            new() { ExecutedOn = reversale.AccountingDate }
        );

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() => UnmatchAsync(scene, movement));

        refusal.Code.ShouldBe("movement-regularised");
        refusal.Message.ShouldNotContain("annulReversale");
        refusal.Message.ShouldContain("reversedMovementId");
        var debit = await CreditAsync(scene, -5_000, "STORNO");
        await TakeBackAsync(scene, debit, movement);
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Single().Cause.ShouldBe("storno");
    }

    [Fact]
    public async Task What_a_reversale_has_booked_stays_although_a_storno_took_a_part_of_it_back()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row));
        var (credit, beside) = (await CreditAsync(scene, 3_000, Uri(flow)), await CreditAsync(scene, 2_000, Uri(flow)));
        await scene.ReconcileAsync();
        await scene.IssueAsync(flow.FlussoId);
        var debit = await CreditAsync(scene, -1_000, "STORNO");
        await TakeBackAsync(scene, debit, credit);

        var other = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(2_000)).Row));
        foreach (var booked in new[] { credit, beside })
        {
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => UnmatchAsync(scene, booked))).Code.ShouldBe(
                "movement-regularised"
            );
            (await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [booked.Id], [other.Id]))).Code.ShouldBe(
                "movement-regularised"
            );
        }
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Client.BankStatements.IgnoreMovementAsync(
                    scene.Organization,
                    credit.Id,
                    new MovementDecisionInput { Reason = "Errore" }
                )
            )
        ).Code.ShouldBe("movement-regularised");
        (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization)).Items.Single().Cause.ShouldBe("storno");

        (await UnmatchAsync(scene, debit)).State.ShouldBe("unmatched");
        (await ReadAsync(scene, credit)).State.ShouldBe("regularised");
        await scene.BalancedAsync();
    }

    private static Task<Movement> UnmatchAsync(MoneyScene scene, Movement movement) =>
        scene.Client.BankStatements.UnmatchMovementAsync(scene.Organization, movement.Id, new MovementDecisionInput { Reason = "Errore" });
}
