using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Reversali;

public sealed class CreateReversaliTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_reconciled_statement_is_accounted_in_order_of_date_and_the_ledger_closes()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (late, early) = (
            scene.Flow((await scene.PaidAsync(1_000)).Row, (await scene.PaidAsync(500, "MULTE")).Row),
            scene.Flow((await scene.PaidAsync(2_000)).Row)
        );
        await scene.UploadAsync(late);
        var earlyFlow = await scene.UploadAsync(early);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day.AddDays(3), late.Sum, late.FlussoId, "11"),
            StatementLineRow.OfFlow(MoneyScene.Day, early.Sum, early.FlussoId, "10")
        );
        await scene.ReconcileAsync();

        var outcome = await scene.IssueAsync(statementId: statement.Id);

        outcome.Skipped.ShouldBeEmpty();
        outcome
            .Items.Select(r => (r.Number, r.FlussoId, r.AmountCents, r.AccountingDate, r.Provvisorio, r.UnallocatedCents))
            .ShouldBe([
                (1, early.FlussoId, 2_000, MoneyScene.Day, "10", 0),
                (2, late.FlussoId, 1_500, MoneyScene.Day.AddDays(3), "11", 500),
            ]);
        outcome.Items.ShouldAllBe(r => r.Year == 2026 && r.Counterpart == "Versanti diversi" && r.CollectionAccount == "100");
        outcome
            .Items.Last()
            .Allocations.Select(a => (a.AccertamentoNumber, a.Chapter, a.AmountCents, a.PaymentsCount))
            .ShouldBe([("117", "1010", 1_000, 1)]);
        (await scene.BalanceAsync("treasury")).ShouldBe(3_500);
        foreach (var account in new[] { "psp-clearing", "reported-clearing", "bank-suspense", "receivables" })
            (await scene.BalanceAsync(account)).ShouldBe(0, account);
        (await scene.ReadAsync(earlyFlow)).IsAccounted.ShouldBeTrue();
        (await scene.MovementAsync(statement)).State.ShouldBe("regularised");
        (await scene.EventsAsync(outcome.Items.First().Id)).ShouldBe(["reversale.issued"]);
        (await scene.CountAsync("events WHERE type = 'accertamento.collected' AND")).ShouldBe(2);
        (await scene.CountAsync("events WHERE type = 'position.settled' AND")).ShouldBe(3);
        (await scene.ReconcileAsync()).Counts.Items.ShouldBe(0);
    }

    /// <summary>With the statistics of before it: by those a plan compared each of its movements with each.</summary>
    [Fact]
    public async Task Of_a_long_statement_a_job_issues_what_the_call_has_not_come_to()
    {
        const int Copies = 1_001;
        var (scene, statement, file) = await ReconciledAsync();
        await scene.Positions.SqlAsync("ANALYZE");
        await CopyAsync(scene, file.FlussoId, Copies);

        var outcome = await scene.IssueAsync(statementId: statement.Id);

        (outcome.Items.Count, outcome.RemainingCount).ShouldBe((1_000, Copies + 1 - 1_000));
        await one.Api.RunJobsAsync();
        (await scene.CountAsync("reversali WHERE")).ShouldBe(Copies + 1);
        (await scene.CountAsync("rendicontazioni WHERE NOT is_accounted AND")).ShouldBe(0);
        var again = await scene.IssueAsync(statementId: statement.Id);
        (again.Items.Count, again.RemainingCount).ShouldBe((0, 0));
    }

    /// <summary>The flow with its movement, as often as that, each under an id of its own.</summary>
    private static Task CopyAsync(MoneyScene scene, string flussoId, int copies) =>
        scene.Positions.SqlAsync(
            $"""
            CREATE TEMPORARY TABLE copies AS
            SELECT n, r.rendicontazione_id, r.movement_id, gen_random_uuid() AS flow, gen_random_uuid() AS movement
            FROM rendicontazioni r, generate_series(1, {copies}) n
            WHERE r.organization_id = '{scene.Organization}' AND r.flusso_id = '{flussoId}';
            INSERT INTO rendicontazioni (organization_id, rendicontazione_id, flusso_id, psp_id, flusso_date_time, revision, regulation_id,
                regulation_date, payments_count, total_amount_cents, computed_count, computed_amount_cents, state, movement_id, message_id,
                received_at)
            SELECT r.organization_id, c.flow, r.flusso_id || '-' || c.n, r.psp_id, r.flusso_date_time, 1, r.regulation_id || c.n,
                r.regulation_date, r.payments_count, r.total_amount_cents, r.computed_count, r.computed_amount_cents, r.state, c.movement,
                r.message_id, r.received_at
            FROM copies c JOIN rendicontazioni r USING (rendicontazione_id);
            INSERT INTO rendicontazione_rows (organization_id, rendicontazione_id, row_index, iuv, iur, amount_cents, outcome_code,
                payment_date)
            SELECT w.organization_id, c.flow, w.row_index, c.n || w.iuv, c.n || w.iur, w.amount_cents, 0, w.payment_date
            FROM copies c JOIN rendicontazione_rows w USING (rendicontazione_id);
            INSERT INTO bank_movements (organization_id, movement_id, statement_id, line_number, accounting_date, amount_cents, description,
                is_pago_pa, reference_kind, reference_value, reference_confidence, state, rendicontazione_id)
            SELECT m.organization_id, c.movement, m.statement_id, 1000 + c.n, m.accounting_date, m.amount_cents, m.description || c.n, true,
                m.reference_kind, m.reference_value || '-' || c.n, m.reference_confidence, m.state, c.flow
            FROM copies c JOIN bank_movements m ON m.movement_id = c.movement_id;
            INSERT INTO movement_links (organization_id, movement_id, rendicontazione_id, amount_cents, linked_at)
            SELECT m.organization_id, c.movement, c.flow, m.amount_cents, now()
            FROM copies c JOIN bank_movements m ON m.movement_id = c.movement;
            DROP TABLE copies;
            """
        );

    [Fact]
    public async Task Asking_again_issues_nothing_and_says_so()
    {
        var (scene, statement, file) = await ReconciledAsync();
        await scene.IssueAsync(statementId: statement.Id);

        var again = await scene.IssueAsync(statementId: statement.Id);
        var byFlow = await scene.IssueAsync(file.FlussoId);

        again.Items.ShouldBeEmpty();
        again.Skipped.Select(s => (s.FlussoId, s.Reason)).ShouldBe([(file.FlussoId, "already-accounted")]);
        byFlow.Skipped.Single().Reason.ShouldBe("already-accounted");
        (await scene.BalanceAsync("treasury")).ShouldBe(10_000);
    }

    [Fact]
    public async Task A_flow_is_accounted_without_any_bank_statement_and_its_late_movement_posts_nothing_twice()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);

        var reversale = (await scene.IssueAsync(file.FlussoId, day: MoneyScene.Day)).Items.Single();
        (reversale.Year, reversale.Number, reversale.AccountingDate, reversale.MovementId).ShouldBe((2026, 1, MoneyScene.Day, null));
        var warning = reversale.Warnings.ShouldHaveSingleItem();
        (warning.Code, warning.AmountCents).ShouldBe(("no-treasury-movement", 10_000));
        warning.Message.ShouldContain("100,00 euro");
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).TransferredCents.ShouldBe(10_000);
        await scene.BalancedAsync();
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.BalanceAsync("treasury")).ShouldBe(10_000);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId, "77"));
        await scene.ReconcileAsync();

        var movement = await scene.MovementAsync(statement);
        movement.State.ShouldBe("regularised");
        var read = await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id);
        (read.MovementId, read.Provvisorio).ShouldBe((movement.Id, "77"));
        read.Warnings.ShouldBeEmpty();
        (await scene.Client.Reversali.ListAsync(scene.Organization)).Items.Single().Warnings.ShouldBeEmpty();
        (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).TransferredCents.ShouldBe(10_000);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(0);
    }

    [Fact]
    public async Task A_flow_accounted_by_itself_is_accounted_by_statement_too_reconciled_or_not()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (file, other) = (scene.Flow((await scene.PaidAsync()).Row), scene.Flow((await scene.PaidAsync()).Row));
        await scene.UploadAsync(file);
        await scene.UploadAsync(other);
        await scene.IssueAsync(file.FlussoId);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, other.Sum, other.FlussoId)
        );

        async Task<IEnumerable<(string, string)>> Skipped(string id) =>
            (await scene.IssueAsync(statementId: id)).Skipped.Select(s => (s.FlussoId!, s.Reason));

        (await Skipped(statement.Id)).ShouldBe([(file.FlussoId, "already-accounted"), (other.FlussoId, "not-reconciled")]);
        (await scene.IssueAsync(file.FlussoId)).Skipped.Single().Reason.ShouldBe("already-accounted");
        await scene.ReconcileAsync();
        (await Skipped(statement.Id)).ShouldBe([(file.FlussoId, "already-accounted")]);
        var again = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day.AddDays(1), file.Sum, file.FlussoId));
        (await Skipped(again.Id)).ShouldBe([(file.FlussoId, "not-reconciled")], "a second credit of the flow is money of its own");
    }

    [Fact]
    public async Task A_reversale_with_money_of_no_accertamento_is_issued_with_a_warning()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (none, part, all) = (
            scene.Flow((await scene.PaidAsync(700, "MULTE")).Row),
            scene.Flow((await scene.PaidAsync(123_456)).Row, (await scene.PaidAsync(500, "MULTE")).Row),
            scene.Flow((await scene.PaidAsync()).Row)
        );

        async Task<Reversale> Issue(FlowFile file)
        {
            await scene.UploadAsync(file);
            return await scene.ReversaleAsync(file.FlussoId);
        }

        var nothing = (await Issue(none)).Warnings.First();
        (nothing.Code, nothing.AmountCents, nothing.Message).ShouldBe(
            ("nothing-allocated", 700, "No accertamento was found for any of the 7,00 euro.")
        );
        nothing.Remedy.ShouldContain("listAllocations");
        var partly = await Issue(part);
        partly
            .Warnings.Take(1)
            .Select(w => (w.Code, w.AmountCents, w.Message))
            .ShouldBe([("partly-unallocated", 500, "No accertamento was found for 5,00 of the 1.239,56 euro.")]);
        (await scene.Client.Reversali.ReadAsync(scene.Organization, partly.Id))
            .Warnings.Select(w => w.Code)
            .ShouldBe(["partly-unallocated", "no-treasury-movement"]);
        (await Issue(all)).Warnings.Select(w => w.Code).ShouldBe(["no-treasury-movement"]);
    }

    [Fact]
    public async Task The_movement_of_a_flow_revised_after_its_reversale_ends_the_warning_too()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var reversale = await scene.ReversaleAsync(file.FlussoId);
        await scene.UploadAsync(file with { At = file.At.AddHours(1) });
        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id)).Warnings.ShouldHaveSingleItem();

        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();

        (await scene.Client.Reversali.ReadAsync(scene.Organization, reversale.Id)).Warnings.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_day_before_the_money_came_or_still_to_come_is_refused_and_takes_no_number()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (early, late, alone) = (
            scene.Flow((await scene.PaidAsync()).Row),
            scene.Flow((await scene.PaidAsync()).Row),
            scene.Flow((await scene.PaidAsync()).Row)
        );
        foreach (var file in new[] { early, late, alone })
            await scene.UploadAsync(file);
        var (first, last) = (MoneyScene.Day, MoneyScene.Day.AddDays(2));
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(first, early.Sum, early.FlussoId),
            StatementLineRow.OfFlow(last, late.Sum, late.FlussoId)
        );
        await scene.ReconcileAsync();

        async Task RefusedAsync(string code, string message, string remedy, Task<ReversaliOutcome> call)
        {
            var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => call);
            var error = refused.Errors.ShouldHaveSingleItem();
            (refused.Status, error.Field, error.Code).ShouldBe((422, "accountingDate", code));
            error.Message.ShouldContain(message);
            error.Remedy.ShouldContain(remedy);
        }

        await RefusedAsync(
            "accounting-date-before-money",
            $"treasury movement of flow {late.FlussoId}",
            "2026-06-03",
            scene.IssueAsync(statementId: statement.Id, day: last.AddDays(-1))
        );
        await RefusedAsync(
            "accounting-date-before-money",
            $"rendicontazione tells of flow {alone.FlussoId}",
            "2026-06-01",
            scene.IssueAsync(alone.FlussoId, day: first.AddDays(-1))
        );
        var tomorrow = PagoDigitale.Core.Calendar.RomeTime.LegalDate(TestClock.Now.AddDays(1));
        await RefusedAsync(
            "accounting-date-future",
            $"{tomorrow:yyyy-MM-dd} has not come yet",
            "up to today",
            scene.IssueAsync(statementId: statement.Id, day: tomorrow)
        );
        (await scene.CountAsync("reversali WHERE")).ShouldBe(0);

        (await scene.IssueAsync(statementId: statement.Id, day: last))
            .Items.Select(r => (r.Number, r.AccountingDate))
            .ShouldBe([(1, last), (2, last)]);
        (await scene.IssueAsync(alone.FlussoId, day: first)).Items.Select(r => (r.Number, r.AccountingDate)).ShouldBe([(3, first)]);
        (await scene.IssueAsync(statementId: statement.Id, day: first.AddDays(-1))).Skipped.Count.ShouldBe(
            2,
            "what is accounted already is not looked at again"
        );
    }

    [Fact]
    public async Task A_flow_whose_money_is_still_to_come_waits()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var day = PagoDigitale.Core.Calendar.RomeTime.LegalDate(TestClock.Now.AddDays(2));
        var file = scene.Flow(day, "60000000001", (await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.IssueAsync(file.FlussoId));

        var error = refused.Errors.ShouldHaveSingleItem();
        (error.Field, error.Code).ShouldBe(("flussoId", "money-to-come"));
        error.Message.ShouldContain($"{day:yyyy-MM-dd}");
    }

    [Theory]
    [InlineData("movement-date")]
    [InlineData("job-date")]
    public async Task A_statement_of_a_day_to_come_is_booked_on_none(string rule)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.Positions.SqlAsync(
            $$"""
            UPDATE organizations SET accounting_profile = '{"accountingDateRule": "{{rule}}"}'
            WHERE organization_id = '{{scene.Organization}}'
            """
        );
        var day = PagoDigitale.Core.Calendar.RomeTime.LegalDate(TestClock.Now.AddDays(12));
        var (past, file) = (scene.Flow((await scene.PaidAsync()).Row), scene.Flow((await scene.PaidAsync()).Row));
        await scene.UploadAsync(past);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, past.Sum, past.FlussoId),
            StatementLineRow.OfFlow(day, file.Sum, file.FlussoId)
        );
        await scene.ReconcileAsync();

        foreach (
            var (field, call) in new[]
            {
                ("statementId", scene.IssueAsync(statementId: statement.Id)),
                ("flussoId", scene.IssueAsync(file.FlussoId)),
            }
        )
        {
            var error = (await Should.ThrowAsync<PagoDigitaleInvalidException>(() => call)).Errors.ShouldHaveSingleItem();
            (error.Field, error.Code).ShouldBe((field, "money-to-come"));
            error.Message.ShouldContain($"{day:yyyy-MM-dd}, the day of the treasury movement of flow {file.FlussoId}");
        }
        (await scene.CountAsync("reversali WHERE")).ShouldBe(0);
        (await scene.IssueAsync(past.FlussoId)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_does_not_add_up_or_is_not_reconciled_is_left_out_with_its_reason()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (shortOne, wrong) = (
            scene.Flow((await scene.PaidAsync()).Row),
            scene.Flow((await scene.PaidAsync()).Row) with
            {
                TotalCents = 10_100,
            }
        );
        await scene.UploadAsync(shortOne);
        await scene.UploadAsync(wrong);
        var statement = await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, 9_999, shortOne.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, 10_100, wrong.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, 1, "2026-06-01ALTRO-1")
        );
        await scene.ReconcileAsync();

        var outcome = await scene.IssueAsync(statementId: statement.Id);

        outcome.Items.ShouldBeEmpty();
        outcome
            .Skipped.Select(s => (s.FlussoId, s.Reason))
            .ShouldBe([(shortOne.FlussoId, "anomalous"), (wrong.FlussoId, "anomalous"), ("2026-06-01ALTRO-1", "not-reconciled")]);
        (await scene.IssueAsync(shortOne.FlussoId)).Skipped.Single().Reason.ShouldBe("anomalous");
    }

    [Fact]
    public async Task A_single_transfer_of_a_statement_is_told_and_not_booked()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var statement = await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 10_000, $"/RFB/{paid.Iuv}/100.00"));
        await scene.ReconcileAsync(statement.Id);

        var outcome = await scene.IssueAsync(statementId: statement.Id);

        outcome.Items.ShouldBeEmpty();
        outcome
            .Skipped.Select(s => (s.FlussoId, s.MovementId, s.Reason))
            .ShouldBe([(null, (await scene.MovementAsync(statement)).Id, "single-transfer")]);
    }

    [Fact]
    public async Task A_second_payment_belongs_to_no_accertamento()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var twice = paid with { ReceiptId = Guid.NewGuid().ToString("N") };
        await scene.ReceiveAsync(twice);
        var file = scene.Flow(paid.Row, twice.Row);
        await scene.UploadAsync(file);

        var reversale = await scene.ReversaleAsync(file.FlussoId);

        (reversale.AmountCents, reversale.UnallocatedCents, reversale.Allocations.Single().AmountCents).ShouldBe((20_000, 10_000, 10_000));
    }

    [Fact]
    public async Task A_revision_of_an_accounted_flow_is_not_accounted_again()
    {
        var (scene, statement, file) = await ReconciledAsync();
        await scene.IssueAsync(statementId: statement.Id);

        var newer = await scene.UploadAsync(file with { At = file.At.AddHours(1) });

        newer.IsAccounted.ShouldBeTrue();
        newer.State.ShouldBe("matched");
        (await scene.IssueAsync(file.FlussoId)).Skipped.Single().Reason.ShouldBe("already-accounted");
        (await scene.MovementAsync(statement)).RendicontazioneId.ShouldBe(newer.Id);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Numbers_have_no_gaps_also_when_many_ask_at_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var files = new List<FlowFile>();
        for (var i = 0; i < 6; i++)
            files.Add(scene.Flow((await scene.PaidAsync(1_000 + i)).Row));
        foreach (var file in files)
            await scene.UploadAsync(file);

        await Task.WhenAll(files.Concat(files).Select(f => scene.IssueAsync(f.FlussoId, day: MoneyScene.Day)));

        (await scene.Client.Reversali.ListAsync(scene.Organization)).Items.Select(r => r.Number).Order().ShouldBe(Enumerable.Range(1, 6));
        (await scene.BalanceAsync("treasury")).ShouldBe(files.Sum(f => f.Sum));
    }

    [Fact]
    public async Task Terms_come_from_the_accounting_profile_or_are_asked_for()
    {
        var (scene, statement, file) = await ReconciledAsync();
        var api = scene.Client.Reversali;

        var missing = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.CreateAsync(scene.Organization, new ReversaliInput { StatementId = statement.Id })
        );
        var both = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.CreateAsync(scene.Organization, new ReversaliInput { StatementId = statement.Id, FlussoId = file.FlussoId })
        );
        var unknown = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.IssueAsync("none"));
        await scene.Positions.SqlAsync(
            $$"""
            UPDATE organizations
            SET accounting_profile = '{"counterpart": "Diversi", "collectionAccount": "9", "accountingDateRule": "job-date"}'
            WHERE organization_id = '{{scene.Organization}}'
            """
        );
        var issued = (await api.CreateAsync(scene.Organization, new ReversaliInput { StatementId = statement.Id })).Items.Single();

        missing.Errors.Select(e => e.Field).ShouldBe(["counterpart", "collectionAccount"]);
        both.Status.ShouldBe(422);
        unknown.Errors.Single().Code.ShouldBe("rendicontazione-not-found");
        (issued.Counterpart, issued.CollectionAccount, issued.AccountingDate).ShouldBe(("Diversi", "9", TestClock.Today));
    }

    private Task<(MoneyScene Scene, BankStatement Statement, FlowFile File)> ReconciledAsync() => ReconciledAsync(one.Api);

    internal static async Task<(MoneyScene Scene, BankStatement Statement, FlowFile File)> ReconciledAsync(TestApi api)
    {
        var scene = await MoneyScene.CreateAsync(api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId, "1042"));
        await scene.ReconcileAsync();
        return (scene, statement, file);
    }
}
