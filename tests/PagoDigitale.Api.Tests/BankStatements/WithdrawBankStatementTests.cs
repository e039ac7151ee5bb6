using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.BankStatements.MatchMovementsTests;

namespace PagoDigitale.Api.Tests.BankStatements;

/// <summary>A statement loaded with the wrong columns is put right.</summary>
public sealed class WithdrawBankStatementTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task What_runs_matched_is_undone_and_the_same_file_comes_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        var file = Encoding.UTF8.GetBytes(
            $"Data;Saldo;Importo;Descrizione\r\n01/06/2026;50,00;9,99;{Uri(flow)}\r\n02/06/2026;1,00;2,00;ALTRO\r\n"
        );
        var wrong = await LoadAsync(scene, file, amountColumn: 2);
        await scene.ReconcileAsync();
        var gone = await scene.MovementAsync(wrong);
        (gone.State, await scene.StateAsync(paid)).ShouldBe(("matched", "reconciled"));

        var withdrawn = await WithdrawAsync(scene, wrong);

        (withdrawn.Withdrawal!.Reason, withdrawn.Counts.Movements).ShouldBe(("Colonna sbagliata", 2));
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        await scene.BalancedAsync();
        (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization)).Items.ShouldBeEmpty();
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
            scene.Client.BankStatements.ReadMovementAsync(scene.Organization, gone.Id)
        );
        (await scene.Client.BankStatements.ListAsync(scene.Organization)).Items.Single().Withdrawal.ShouldNotBeNull();
        (await scene.CountAsync("inbound_messages WHERE kind = 'bank-statement' AND")).ShouldBe(1, "the file stays");
        (await scene.EventsAsync(wrong.Id)).ShouldBe(["bank-statement.loaded", "bank-statement.withdrawn"]);
        (
            await scene.Client.BankStatements.WithdrawAsync(scene.Organization, wrong.Id, new() { Reason = "Altro" })
        ).Withdrawal!.Reason.ShouldBe("Colonna sbagliata");

        var right = await LoadAsync(scene, file, amountColumn: 3);
        (right.IsDuplicate, right.Mapping.AmountColumn, right.Amounts.CreditsCents).ShouldBe((false, 3, 1_199));
        right.Id.ShouldNotBe(wrong.Id);
        (await LoadAsync(scene, file, amountColumn: 2)).ShouldSatisfyAllConditions(
            s => s.IsDuplicate.ShouldBeTrue(),
            s => s.Id.ShouldBe(right.Id)
        );
        await scene.ReconcileAsync();
        (await scene.Client.BankStatements.ListAsync(scene.Organization)).Items.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_person_or_a_reversale_did_is_undone_first()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (booked, decided) = (
            await scene.UploadAsync(scene.Flow((await scene.PaidAsync(5_000)).Row)),
            await scene.UploadAsync(scene.Flow((await scene.PaidAsync(6_000)).Row))
        );
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, 5_000, booked.FlussoId),
            new StatementLineRow(MoneyScene.Day, 6_000, "SENZA NOME")
        );
        await scene.ReconcileAsync();
        var movement = await scene.MovementAsync(statement, 1);
        await MatchAsync(scene, [movement.Id], [decided.Id]);
        var reversale = await scene.ReversaleAsync(booked.FlussoId);

        var first = await RefusedAsync(scene, statement);
        await scene.Client.Reversali.AnnulAsync(scene.Organization, reversale.Id, new() { Reason = "Errore" });
        var second = await RefusedAsync(scene, statement);
        await scene.Client.BankStatements.UnmatchMovementAsync(scene.Organization, movement.Id, new() { Reason = "Errore" });

        (first.Code, first.Message.Contains($"{reversale.Year}/{reversale.Number}", StringComparison.Ordinal)).ShouldBe(
            ("movement-regularised", true)
        );
        (second.Code, second.Message.Contains(movement.Id, StringComparison.Ordinal)).ShouldBe(("movement-decided", true));
        (await WithdrawAsync(scene, statement)).Withdrawal.ShouldNotBeNull();
        await scene.BalancedAsync();
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() =>
            scene.Client.BankStatements.WithdrawAsync(scene.Organization, "bst_01kav7w1sgcht8nxt03hse3new", new() { Reason = "Errore" })
        );
        (
            await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                scene.Client.BankStatements.WithdrawAsync(scene.Organization, statement.Id, new() { Reason = "" })
            )
        )
            .Errors.Single()
            .Field.ShouldBe("reason");
    }

    [Fact]
    public async Task Lines_that_a_later_statement_repeats_are_not_lost()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var line = new StatementLineRow(MoneyScene.Day, 700, "UNO");
        var first = await scene.UploadAsync(line);
        var later = await scene.UploadAsync(line, new StatementLineRow(MoneyScene.Day, 800, "DUE"));

        var refusal = await RefusedAsync(scene, first);
        await WithdrawAsync(scene, later);
        await WithdrawAsync(scene, first);

        (refusal.Code, refusal.Message.Contains(later.Id, StringComparison.Ordinal)).ShouldBe(("statement-repeated", true));
        (await scene.UploadAsync(line, new StatementLineRow(MoneyScene.Day, 800, "DUE"))).Counts.ShouldSatisfyAllConditions(
            c => c.Movements.ShouldBe(2),
            c => c.Duplicates.ShouldBe(0)
        );
    }

    [Fact]
    public async Task A_credit_whose_storno_is_taken_back_brings_its_money_again_and_so_does_a_single_transfer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync(5_000);
        var alone = await scene.PaidAsync(3_000);
        var flow = await scene.UploadAsync(scene.Flow(paid.Row));
        var credit = await CreditAsync(scene, 5_000, Uri(flow));
        var storno = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, -5_000, Uri(flow)),
            new StatementLineRow(MoneyScene.Day, 3_000, $"/RFB/{alone.Iuv}/30.00")
        );
        await scene.ReconcileAsync();
        ((await ReadAsync(scene, credit)).State, await scene.StateAsync(alone)).ShouldBe(("reversed", "reconciled"));

        await WithdrawAsync(scene, storno);

        (await ReadAsync(scene, credit)).ShouldSatisfyAllConditions(
            m => m.State.ShouldBe("unmatched"),
            m => m.CounterpartId.ShouldBeNull()
        );
        (await scene.StateAsync(alone)).ShouldBe("paid");
        await scene.BalancedAsync();
        await scene.ReconcileAsync();
        ((await ReadAsync(scene, credit)).State, await scene.StateAsync(paid)).ShouldBe(("matched", "reconciled"));
    }

    [Fact]
    public async Task A_provisional_entry_that_it_gave_to_an_earlier_movement_goes_with_it()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var movement = await CreditAsync(scene, 700, "UNO");
        var later = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, 700, "UNO", "PROVV 9"),
            new StatementLineRow(MoneyScene.Day, 1, "DUE")
        );
        (await ReadAsync(scene, movement)).Provvisorio.ShouldBe("PROVV 9");

        await WithdrawAsync(scene, later);

        (await ReadAsync(scene, movement)).Provvisorio.ShouldBeNull();
    }

    [Fact]
    public async Task Columns_of_provisional_entry_and_value_date_are_recognised_by_their_headings()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var csv = StatementFile.Text(new StatementLineRow(MoneyScene.Day, 700, "UNO", "PROVV 9"));

        var statement = await scene.Client.BankStatements.UploadAsync(
            scene.Organization,
            "giornale.csv",
            new MemoryStream(Encoding.UTF8.GetBytes(csv)),
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 5,
            }
        );
        var named = await scene.Client.BankStatements.UploadAsync(
            scene.Organization,
            "altro.csv",
            new MemoryStream(Encoding.UTF8.GetBytes(csv + "02/06/2026;;1,00;;DUE\r\n")),
            new()
            {
                DateColumn = 1,
                AmountColumn = 3,
                DescriptionColumn = 5,
                ValueDateColumn = 4,
            }
        );

        (statement.Mapping.ProvvisorioColumn, statement.Mapping.ValueDateColumn).ShouldBe((4, 2));
        (await scene.MovementAsync(statement)).ShouldSatisfyAllConditions(
            m => m.Provvisorio.ShouldBe("PROVV 9"),
            m => m.ValueDate.ShouldBe(MoneyScene.Day)
        );
        (named.Mapping.ProvvisorioColumn, named.Mapping.ValueDateColumn).ShouldBe(
            ((int?)null, 4),
            "what the caller named is what the caller says"
        );
    }

    private static Task<BankStatement> LoadAsync(MoneyScene scene, byte[] file, int amountColumn) =>
        scene.Client.BankStatements.UploadAsync(
            scene.Organization,
            "giornale.csv",
            new MemoryStream(file),
            new()
            {
                DateColumn = 1,
                AmountColumn = amountColumn,
                DescriptionColumn = 4,
            }
        );

    private static Task<BankStatement> WithdrawAsync(MoneyScene scene, BankStatement statement) =>
        scene.Client.BankStatements.WithdrawAsync(scene.Organization, statement.Id, new() { Reason = "Colonna sbagliata" });

    private static Task<PagoDigitaleConflictException> RefusedAsync(MoneyScene scene, BankStatement statement) =>
        Should.ThrowAsync<PagoDigitaleConflictException>(() => WithdrawAsync(scene, statement));
}
