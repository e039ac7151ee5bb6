using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class MatchMovementsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_proposal_is_accepted_and_no_run_changes_it()
    {
        var (scene, paid, flow) = await StartAsync(5_000);
        var movement = await CreditAsync(scene, 5_000, $"/PUR/LGPE-RIVERSAMENTO/URI/{flow.FlussoId[..14]}");
        await scene.ReconcileAsync();
        var proposal = (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization)).Items.Single();
        (proposal.MovementId, proposal.RendicontazioneId, proposal.DifferenceCents).ShouldBe((movement.Id, flow.Id, 0));

        var match = await MatchAsync(scene, [proposal.MovementId], [proposal.RendicontazioneId]);
        var again = await MatchAsync(scene, [proposal.MovementId], [proposal.RendicontazioneId]);
        await scene.ReconcileAsync();

        match.DifferenceCents.ShouldBe(0);
        again.Movements.Single().Decision!.DecidedAt.ShouldBe(match.Movements.Single().Decision!.DecidedAt);
        var now = await ReadAsync(scene, movement);
        (now.State, now.RendicontazioneId, now.Decision!.Reason).ShouldBe(("matched", flow.Id, "Deciso"));
        now.Matches.Select(m => (m.FlussoId, m.AmountCents, m.IsDecided)).ShouldBe([(flow.FlussoId, 5_000, true)]);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.EventsAsync(movement.Id)).ShouldBe(["movement.matched"]);
        (await scene.Client.BankStatements.ListMovementProposalsAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_debit_alone_pays_out_nothing_whatever_difference_is_accepted()
    {
        var (scene, paid, flow) = await StartAsync(10_000);
        var debit = await CreditAsync(scene, -10_000, "STORNO PSP");

        var refusal = await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
            scene.Client.BankStatements.MatchMovementsAsync(
                scene.Organization,
                new MovementMatchInput
                {
                    MovementIds = [debit.Id],
                    RendicontazioneIds = [flow.Id],
                    AcceptDifference = true,
                    Reason = "Deciso",
                }
            )
        );

        refusal.Code.ShouldBe("amounts-disagree");
        refusal.Problem!.Detail!.ShouldContain("-100,00");
        (await ReadAsync(scene, debit)).State.ShouldBe("unmatched");
        (await scene.StateAsync(paid)).ShouldBe("reported");
        // Beside the credit that it takes back in part it is what it says.
        var credit = await CreditAsync(scene, 12_000, "BONIFICO PSP");
        (
            await scene.Client.BankStatements.MatchMovementsAsync(
                scene.Organization,
                new MovementMatchInput
                {
                    MovementIds = [debit.Id, credit.Id],
                    RendicontazioneIds = [flow.Id],
                    AcceptDifference = true,
                    Reason = "Deciso",
                }
            )
        ).DifferenceCents.ShouldBe(-8_000);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Several_movements_are_put_to_one_rendicontazione_and_the_makeshift_one_goes()
    {
        var (scene, paid, flow) = await StartAsync(5_000);
        var wrong = await CreditAsync(scene, 700, Uri(flow));
        var (half, rest) = (await CreditAsync(scene, 3_000, "BONIFICO PSP"), await CreditAsync(scene, 2_000, "BONIFICO PSP"));
        await scene.ReconcileAsync();
        (await ReadAsync(scene, wrong)).State.ShouldBe("amount-mismatch");

        var match = await MatchAsync(scene, [half.Id, rest.Id], [flow.Id]);
        await scene.BalancedAsync();

        match.Movements.ShouldAllBe(m => m.State == "matched" && m.IsPagoPa);
        (await ReadAsync(scene, wrong)).State.ShouldBe("unmatched");
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
    }

    [Fact]
    public async Task One_movement_is_put_to_several_rendicontazioni_each_getting_what_it_misses()
    {
        var (scene, first, one_) = await StartAsync(5_000);
        var second = await scene.PaidAsync(2_000);
        var two = await scene.UploadAsync(scene.Flow(second.Row));
        var movement = await CreditAsync(scene, 7_000, "BONIFICO CUMULATIVO");

        var match = await MatchAsync(scene, [movement.Id], [one_.Id, two.Id]);
        await scene.ReconcileAsync();

        match.Movements.Single().Matches.Select(m => m.AmountCents).ShouldBe([5_000, 2_000]);
        (await scene.StateAsync(first), await scene.StateAsync(second)).ShouldBe(("reconciled", "reconciled"));
        (await scene.IssueAsync(statementId: movement.StatementId)).Items.Select(r => r.AmountCents).Order().ShouldBe([2_000, 5_000]);
        (await ReadAsync(scene, movement)).State.ShouldBe("regularised");
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Amounts_that_disagree_are_refused_unless_the_difference_is_accepted()
    {
        var (scene, paid, flow) = await StartAsync(5_000);
        var movement = await CreditAsync(scene, 4_900, "BONIFICO");

        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [movement.Id], [flow.Id]))).Code.ShouldBe(
            "amounts-disagree"
        );
        var match = await scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new MovementMatchInput
            {
                MovementIds = [movement.Id],
                RendicontazioneIds = [flow.Id],
                Reason = "Trattenuta",
                AcceptDifference = true,
            }
        );
        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        (match.DifferenceCents, match.Movements.Single().State).ShouldBe((-100, "amount-mismatch"));
        items.Single().Class.ShouldBe("IUF_TES_DIV_IMP");
        (await scene.StateAsync(paid)).ShouldBe("reported");
    }

    [Fact]
    public async Task A_receipt_is_paid_out_by_a_movement_that_names_it_wrongly()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var receipt = (await scene.Client.Receipts.ListAsync(scene.Organization)).Items.Single();
        var movement = await CreditAsync(scene, 10_000, "/RFB/01470000000000099");
        var other = await CreditAsync(scene, 10_000, "BONIFICO");
        var input = new MovementMatchInput
        {
            MovementIds = [movement.Id],
            ReceiptId = receipt.Id,
            Reason = "IUV sbagliato",
        };

        await scene.Client.BankStatements.MatchMovementsAsync(scene.Organization, input);
        await scene.ReconcileAsync();

        (await ReadAsync(scene, movement)).ReceiptId.ShouldBe(receipt.Id);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() =>
                scene.Client.BankStatements.MatchMovementsAsync(
                    scene.Organization,
                    new MovementMatchInput
                    {
                        MovementIds = [other.Id],
                        ReceiptId = receipt.Id,
                        Reason = "Doppio",
                    }
                )
            )
        ).Code.ShouldBe("receipt-brought");

        await scene.Client.BankStatements.UnmatchMovementAsync(
            scene.Organization,
            movement.Id,
            new MovementDecisionInput { Reason = "Errore" }
        );
        await scene.ReconcileAsync();
        (await scene.StateAsync(paid)).ShouldBe("paid");
    }

    [Fact]
    public async Task What_has_its_place_or_is_not_there_is_refused()
    {
        var (scene, _, flow) = await StartAsync(5_000);
        var second = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row));
        var (matched, other) = (await CreditAsync(scene, 5_000, Uri(flow)), await CreditAsync(scene, 5_000, "BONIFICO"));
        await scene.ReconcileAsync();

        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [matched.Id], [second.Id]))).Code.ShouldBe(
            "movement-not-open"
        );
        (
            await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [matched.Id, other.Id], [flow.Id, second.Id]))
        ).Code.ShouldBe("movement-not-open");
        (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => MatchAsync(scene, [other.Id], [other.Id])))
            .Problem!.Errors!.Single()
            .Code.ShouldBe("rendicontazione-not-found");
        await scene.IssueAsync(flow.FlussoId);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [matched.Id], [second.Id]))).Code.ShouldBe(
            "movement-regularised"
        );
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [other.Id], [flow.Id]))).Code.ShouldBe(
            "rendicontazione-accounted"
        );
    }

    [Theory]
    [InlineData("3000 4000", 0)]
    [InlineData("6500 -300", -800)]
    [InlineData("4000 3100", 100)]
    public async Task Several_movements_are_put_to_several_rendicontazioni_and_the_last_has_the_difference(string credits, long difference)
    {
        var (scene, first, one_) = await StartAsync(5_000);
        var second = await scene.PaidAsync(2_000);
        var two = await scene.UploadAsync(scene.Flow(second.Row));
        List<string> movements = [];
        foreach (var cents in credits.Split(' ').Select(long.Parse))
            movements.Add((await CreditAsync(scene, cents, "BONIFICO CUMULATIVO")).Id);
        if (difference != 0)
            (
                await Should.ThrowAsync<PagoDigitaleConflictException>(() => MatchAsync(scene, [.. movements], [one_.Id, two.Id]))
            ).Code.ShouldBe("amounts-disagree");
        var input = new MovementMatchInput
        {
            MovementIds = movements,
            RendicontazioneIds = [one_.Id, two.Id],
            Reason = "Deciso",
            AcceptDifference = true,
        };

        var match = await scene.Client.BankStatements.MatchMovementsAsync(scene.Organization, input);
        var again = await scene.Client.BankStatements.MatchMovementsAsync(scene.Organization, input);
        var items = await scene.ItemsAsync(await scene.ReconcileAsync());

        (match.DifferenceCents, again.DifferenceCents).ShouldBe((difference, difference));
        match
            .Movements.SelectMany(m => m.Matches)
            .GroupBy(m => m.FlussoId)
            .Select(g => g.Sum(m => m.AmountCents))
            .ShouldBe([5_000, 2_000 + difference], ignoreOrder: true);
        match.Movements.ShouldAllBe(m => m.Matches.Sum(p => p.AmountCents) == m.AmountCents);
        (await scene.StateAsync(first), await scene.StateAsync(second)).ShouldBe(
            ("reconciled", difference == 0 ? "reconciled" : "reported")
        );
        items.Count(i => i.Class == "IUF_TES_DIV_IMP" && i.DifferenceCents == difference).ShouldBe(difference == 0 ? 0 : 1);
    }

    [Fact]
    public async Task A_part_of_a_credit_is_taken_back_and_the_flow_waits_for_it()
    {
        var (scene, paid, flow) = await StartAsync(5_000);
        var credit = await CreditAsync(scene, 5_000, Uri(flow));
        await scene.ReconcileAsync();
        var reversale = await scene.ReversaleAsync(flow.FlussoId);
        var debit = await CreditAsync(scene, -2_000, $"STORNO {Uri(flow)}");
        await scene.ReconcileAsync();
        (await ReadAsync(scene, debit)).State.ShouldBe("unmatched");

        var match = await TakeBackAsync(scene, debit, credit);
        (await TakeBackAsync(scene, debit, credit)).DifferenceCents.ShouldBe(3_000);

        match.DifferenceCents.ShouldBe(3_000);
        match
            .Movements.Select(m => (m.AmountCents, m.State))
            .ShouldBe([(5_000, "amount-mismatch"), (-2_000, "amount-mismatch")], ignoreOrder: true);
        match.Movements.Single(m => m.AmountCents < 0).CounterpartId.ShouldBe(credit.Id);
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.EventsAsync(credit.Id)).ShouldContain("movement.reversed");
        (await scene.ItemsAsync(await scene.ReconcileAsync())).Single().DifferenceCents.ShouldBe(-2_000);
        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id))
            .Movements.Select(m => m.AmountCents)
            .ShouldBe([5_000, -2_000], ignoreOrder: true);

        // Another amount does not complete it, the very amount does.
        var wrong = await CreditAsync(scene, 1_500, Uri(flow));
        await scene.ReconcileAsync();
        (await ReadAsync(scene, wrong)).State.ShouldBe("unmatched");
        await CreditAsync(scene, 2_000, Uri(flow));
        await scene.ReconcileAsync();
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await ReadAsync(scene, debit)).State.ShouldBe("regularised");
    }

    [Fact]
    public async Task What_was_taken_back_in_part_can_be_undone_from_either_side()
    {
        var (scene, paid, flow) = await StartAsync(5_000);
        var credit = await CreditAsync(scene, 5_000, Uri(flow));
        var (debit, other) = (await CreditAsync(scene, -2_000, "STORNO"), await CreditAsync(scene, -1_000, "STORNO"));
        await scene.ReconcileAsync();
        await TakeBackAsync(scene, debit, credit);
        (await TakeBackAsync(scene, other, credit)).DifferenceCents.ShouldBe(2_000);

        await scene.Client.BankStatements.UnmatchMovementAsync(
            scene.Organization,
            other.Id,
            new MovementDecisionInput { Reason = "Altro" }
        );
        await scene.BalancedAsync();
        ((await ReadAsync(scene, other)).State, (await ReadAsync(scene, debit)).State).ShouldBe(("unmatched", "amount-mismatch"));
        await scene.Client.BankStatements.UnmatchMovementAsync(
            scene.Organization,
            credit.Id,
            new MovementDecisionInput { Reason = "Altro" }
        );

        await scene.BalancedAsync();
        (
            (await ReadAsync(scene, credit)).State,
            (await ReadAsync(scene, debit)).State,
            (await ReadAsync(scene, debit)).CounterpartId
        ).ShouldBe(("unmatched", "unmatched", null));
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
    }

    [Fact]
    public async Task What_cannot_be_taken_back_is_refused_with_the_reason()
    {
        var (scene, _, flow) = await StartAsync(5_000);
        var two = await scene.UploadAsync(scene.Flow((await scene.PaidAsync(2_000)).Row));
        var (merged, unmatched) = (await CreditAsync(scene, 7_000, "BONIFICO CUMULATIVO"), await CreditAsync(scene, 900, "BONIFICO"));
        await MatchAsync(scene, [merged.Id], [flow.Id, two.Id]);
        var (debit, large) = (await CreditAsync(scene, -500, "STORNO"), await CreditAsync(scene, -6_000, "STORNO"));

        (await ConflictAsync(debit, unmatched)).Code.ShouldBe("credit-pays-out-nothing");
        (await InvalidAsync(unmatched, merged)).ShouldBe("movement-not-debit");
        (await InvalidAsync(debit, large)).ShouldBe("movement-not-found");
        (await InvalidAsync(debit, merged)).ShouldBe("rendicontazione-needed");
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => TakeBackAsync(scene, large, merged, flow.Id))).Code.ShouldBe(
            "amounts-disagree"
        );
        (await TakeBackAsync(scene, debit, merged, two.Id)).DifferenceCents.ShouldBe(6_500);
        (await Should.ThrowAsync<PagoDigitaleConflictException>(() => TakeBackAsync(scene, debit, unmatched))).Code.ShouldBe(
            "movement-not-open"
        );
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Client.BankStatements.MatchMovementsAsync(
                    scene.Organization,
                    new MovementMatchInput
                    {
                        MovementIds = [debit.Id],
                        ReversedMovementId = merged.Id,
                        RendicontazioneIds = [flow.Id, two.Id],
                        AcceptDifference = true,
                        Reason = "Storno",
                    }
                )
            )
        ).Errors.Select(e => e.Code).ShouldBe(["one-rendicontazione", "accept-difference-of-storno"], ignoreOrder: true);
        await scene.BalancedAsync();

        Task<PagoDigitaleConflictException> ConflictAsync(Movement of, Movement credit) =>
            Should.ThrowAsync<PagoDigitaleConflictException>(() => TakeBackAsync(scene, of, credit));
        async Task<string> InvalidAsync(Movement of, Movement credit) =>
            (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => TakeBackAsync(scene, of, credit))).Errors.Single().Code;
    }

    [Fact]
    public async Task A_revision_takes_over_what_a_person_decided()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (await scene.PaidAsync(5_000), await scene.PaidAsync(1_000));
        var file = scene.Flow(first.Row);
        var flow = await scene.UploadAsync(file);
        var movement = await CreditAsync(scene, 5_000, "BONIFICO");
        await MatchAsync(scene, [movement.Id], [flow.Id]);

        var revised = await scene.UploadAsync(file with { At = file.At.AddHours(1), Rows = [first.Row, second.Row] });
        await scene.ReconcileAsync();
        (await ReadAsync(scene, movement)).RendicontazioneId.ShouldBe(revised.Id);
        (await ReadAsync(scene, movement)).State.ShouldBe("amount-mismatch");
        (await scene.StateAsync(first)).ShouldBe("reported");

        await scene.UploadAsync(file with { At = file.At.AddHours(2) });
        await scene.ReconcileAsync();
        (await ReadAsync(scene, movement)).State.ShouldBe("matched");
        (await scene.StateAsync(first)).ShouldBe("reconciled");
    }

    private async Task<(MoneyScene Scene, Paid Paid, Rendicontazione Flow)> StartAsync(long cents)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(cents);
        return (scene, paid, await scene.UploadAsync(scene.Flow(paid.Row)));
    }

    internal static string Uri(Rendicontazione flow) => $"/PUR/LGPE-RIVERSAMENTO/URI/{flow.FlussoId}";

    internal static async Task<Movement> CreditAsync(MoneyScene scene, long cents, string text) =>
        await scene.MovementAsync(await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, cents, text)));

    internal static Task<MovementMatch> MatchAsync(MoneyScene scene, string[] movements, string[] flows) =>
        scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new MovementMatchInput
            {
                MovementIds = movements,
                RendicontazioneIds = flows,
                Reason = "Deciso",
            }
        );

    internal static Task<MovementMatch> TakeBackAsync(MoneyScene scene, Movement debit, Movement credit, string? flow = null) =>
        scene.Client.BankStatements.MatchMovementsAsync(
            scene.Organization,
            new MovementMatchInput
            {
                MovementIds = [debit.Id],
                ReversedMovementId = credit.Id,
                RendicontazioneIds = flow is null ? null : [flow],
                Reason = "Storno",
            }
        );

    internal static Task<Movement> ReadAsync(MoneyScene scene, Movement movement) =>
        scene.Client.BankStatements.ReadMovementAsync(scene.Organization, movement.Id);
}
