using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.BankStatements;

public sealed class UploadBankStatementTests(OneApi one) : IClassFixture<OneApi>
{
    private const string FlussoId = "2026-06-0160000000001-S0001";

    private static readonly StatementLineRow Transfer = StatementLineRow.OfFlow(MoneyScene.Day, 18_450, FlussoId, "1042");
    private static readonly StatementLineRow Rent = new(MoneyScene.Day.AddDays(1), -130_000, "CANONE LOCAZIONE");
    private static readonly StatementLineRow Gift = new(MoneyScene.Day.AddDays(2), 500, "OFFERTA LIBERA");

    [Fact]
    public async Task Movements_are_read_counted_and_what_they_say_of_pagopa_recognised()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var statement = await scene.UploadAsync(Transfer, Rent, Gift);

        statement.Answer!.Status.ShouldBe(201);
        (
            statement.Counts.Lines,
            statement.Counts.Movements,
            statement.Counts.PagoPa,
            statement.Counts.Others,
            statement.Counts.Rejected
        ).ShouldBe((3, 3, 1, 2, 0));
        (statement.Amounts.CreditsCents, statement.Amounts.DebitsCents, statement.Amounts.PagoPaCents).ShouldBe((18_950, 130_000, 18_450));
        (statement.FirstDate, statement.LastDate).ShouldBe((MoneyScene.Day, MoneyScene.Day.AddDays(2)));
        (statement.Mapping.Separator, statement.Mapping.FirstRow, statement.Mapping.Encoding).ShouldBe((";", 2, "utf-8"));
        var movement = await scene.MovementAsync(statement);
        (movement.AmountCents, movement.Provvisorio, movement.State, movement.IsPagoPa).ShouldBe((18_450, "1042", "unmatched", true));
        (movement.Reference!.Kind, movement.Reference.Value, movement.Reference.Confidence).ShouldBe(("flow", FlussoId, "exact"));
        (await scene.Client.BankStatements.ReadMovementAsync(scene.Organization, movement.Id)).Description.ShouldBe(Transfer.Description);
        (await scene.EventsAsync(statement.Id)).ShouldBe(["bank-statement.loaded"]);
    }

    [Fact]
    public async Task A_line_that_names_two_flows_shows_both()
    {
        const string other = "2026-06-0260000000002-S0077";
        var scene = await MoneyScene.CreateAsync(one.Api);

        var movement = await scene.MovementAsync(
            await scene.UploadAsync(Transfer with { Description = $"{Transfer.Description} /PUR/LGPE-RIVERSAMENTO/URI/{other}" })
        );

        movement.Reference!.Value.ShouldBe(FlussoId);
        movement.References!.Select(r => r.Value).ShouldBe([FlussoId, other]);
        var rent = await scene.UploadAsync(Rent);
        (await scene.MovementAsync(rent)).References.ShouldBeNull();
    }

    [Fact]
    public async Task The_same_file_again_is_the_first_statement()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var first = await scene.UploadAsync(Transfer);
        var again = await scene.UploadAsync(Transfer);

        (again.Id, again.IsDuplicate, again.Answer!.Status).ShouldBe((first.Id, true, 200));
        (await scene.Client.BankStatements.ReadAsync(scene.Organization, first.Id)).IsDuplicate.ShouldBeFalse();
    }

    [Fact]
    public async Task A_movement_two_statements_bring_is_one_and_two_equal_lines_are_two()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.UploadAsync(Transfer, Gift, Gift);

        var broken = Transfer with { Description = Transfer.Description.Replace("/URI/2026", "/URI/20 26", StringComparison.Ordinal) };
        var second = await scene.UploadAsync(broken, Gift, Gift, Gift, Rent);

        (second.Counts.Lines, second.Counts.Movements, second.Counts.Duplicates, second.Counts.Rejected).ShouldBe((5, 2, 3, 0));
        (await scene.Client.BankStatements.ListMovementsAsync(scene.Organization)).Items.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Lines_another_statement_brought_are_counted_and_listed_with_the_movement_they_repeat()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var first = await scene.UploadAsync(Transfer, Gift, Gift);
        var movements = (await scene.Client.BankStatements.ListStatementMovementsAsync(scene.Organization, first.Id)).Items.ToList();

        var overlapping = await scene.UploadAsync(Gift, Rent, Gift, Gift, Transfer);

        overlapping
            .DuplicateLines.Select(d => (d.LineNumber, d.MovementId, d.StatementId, d.StatementLineNumber))
            .ShouldBe([(2, movements[1].Id, first.Id, 3), (4, movements[2].Id, first.Id, 4), (6, movements[0].Id, first.Id, 2)]);
        (overlapping.Counts.Movements, overlapping.Counts.Duplicates).ShouldBe((2, 3));
        (overlapping.Amounts.CreditsCents, overlapping.Amounts.DebitsCents, overlapping.Amounts.PagoPaCents).ShouldBe((500, 130_000, 0));
        var read = await scene.Client.BankStatements.ReadAsync(scene.Organization, overlapping.Id);
        (read.Counts.Duplicates, read.DuplicateLines.Count, read.IsDuplicate).ShouldBe((3, 3, false));
        (first.Counts.Duplicates, first.DuplicateLines.Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task A_period_loaded_again_in_another_order_adds_nothing_whatever_the_number_of_equal_lines()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var many = Enumerable.Repeat(Gift, 150).Append(Transfer).ToArray();
        await scene.UploadAsync(many);

        var again = await scene.UploadAsync([.. many.Reverse()]);

        (again.Counts.Lines, again.Counts.Movements, again.Counts.Duplicates, again.DuplicateLines.Count).ShouldBe((151, 0, 151, 100));
        (await scene.CountAsync("bank_movements WHERE")).ShouldBe(151);
    }

    [Fact]
    public async Task Equal_lines_of_two_accounts_are_two_movements_and_an_unnamed_account_may_be_either()
    {
        const string treasury = "IT60X0542811101000000123456",
            post = "IT45R0760103200000000001016";
        var scene = await MoneyScene.CreateAsync(one.Api);
        async Task<(int, int)> Upload(string? iban, params StatementLineRow[] lines)
        {
            var counts = (
                await scene.Client.BankStatements.UploadAsync(
                    scene.Organization,
                    "conto.csv",
                    StatementFile.ToStream(lines),
                    new()
                    {
                        DateColumn = 1,
                        AmountColumn = 3,
                        DescriptionColumn = 5,
                        ProvvisorioColumn = 4,
                        AccountIban = iban,
                    }
                )
            ).Counts;
            return (counts.Movements, counts.Duplicates);
        }

        (await Upload(treasury, Gift)).ShouldBe((1, 0));
        (await Upload(post, Gift, Rent)).ShouldBe((2, 0));
        (await Upload(post, Gift, Gift)).ShouldBe((1, 1));
        (await Upload(treasury, Gift, Gift, Rent)).ShouldBe((2, 1));
        (await Upload(null, Rent, Gift, Gift)).ShouldBe((0, 3));
        (await scene.CountAsync("bank_movements WHERE")).ShouldBe(6);
    }

    [Fact]
    public async Task A_new_statement_is_matched_by_itself_once_any_reconciliation_has_completed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (first, second) = (scene.Flow((await scene.PaidAsync()).Row), scene.Flow((await scene.PaidAsync()).Row));
        await scene.UploadAsync(first);
        await scene.UploadAsync(second);
        var before = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, first.Sum, first.FlussoId));

        async Task<int> MatchedAsync(BankStatement statement)
        {
            await one.Api.RunJobsAsync();
            return (await scene.Client.BankStatements.ReadAsync(scene.Organization, statement.Id)).Counts.Matched;
        }

        async Task<List<string>> AutomaticAsync() =>
            [
                .. (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization))
                    .Items.Where(j => j.ExternalId == "automatic")
                    .Select(j => j.Id),
            ];

        (await MatchedAsync(before)).ShouldBe(0);
        (await AutomaticAsync()).ShouldBeEmpty();
        await scene.ReconcileAsync(before.Id);
        (await AutomaticAsync()).ShouldBeEmpty();

        var after = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, second.Sum, second.FlussoId));
        after.Counts.Matched.ShouldBe(0);
        (await MatchedAsync(after)).ShouldBe(1);
        var run = (await AutomaticAsync()).ShouldHaveSingleItem();
        (await scene.EventsAsync(run)).ShouldBe(["reconciliation.completed"]);

        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, second.Sum, second.FlussoId));
        await one.Api.RunJobsAsync();
        (await AutomaticAsync()).ShouldBe([run], "a file already there starts nothing");
        await scene.UploadAsync(Rent);
        await scene.UploadAsync(Gift);
        await one.Api.RunJobsAsync();
        (await AutomaticAsync()).ShouldHaveSingleItem().ShouldNotBe(run);
        (await scene.CountAsync("events WHERE type = 'reconciliation.completed' AND")).ShouldBe(
            3,
            "two uploads before the run begins share it"
        );
    }

    [Fact]
    public async Task A_broken_flusso_id_is_put_together_when_the_flow_is_known()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var flow = await scene.UploadAsync(scene.Flow((await scene.PaidAsync()).Row));

        var statement = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, 10_000, $"ACCREDITI VARI {flow.FlussoId[..14]} {flow.FlussoId[14..]} PSP")
        );

        var reference = (await scene.MovementAsync(statement)).Reference!;
        (reference.Value, reference.Confidence).ShouldBe((flow.FlussoId, "repaired"));
    }

    [Fact]
    public async Task Lines_that_cannot_be_read_are_listed_and_do_not_stop_the_others()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var text = StatementFile.Text(Transfer) + "02/06/2026;;12,3x;;Prova\r\n;;Totale;;\r\n";

        var statement = await scene.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        (statement.Counts.Lines, statement.Counts.Movements, statement.Counts.Rejected).ShouldBe((3, 1, 2));
        statement
            .RejectedLines.Select(l => (l.LineNumber, l.Field, l.Code, l.Value))
            .ShouldBe([(3, "amountColumn", "amount-invalid", "12,3x"), (4, "dateColumn", "date-invalid", "")]);
        statement.RejectedLines.First().Remedy.ShouldContain("amountColumn is 3");
        statement.RejectedLines.Last().Remedy.ShouldContain("dateColumn is 1");
    }

    [Theory]
    [InlineData("{0};;10,00;;Prova", "dateColumn")]
    [InlineData("02/06/2026;{0};10,00;;Prova", "valueDateColumn")]
    [InlineData("02/06/2026;;{0};;Prova", "amountColumn")]
    [InlineData("02/06/2026;;10,00;{0};Prova", "provvisorioColumn")]
    [InlineData("02/06/2026;;10,00;;{0}", "descriptionColumn")]
    public async Task A_long_cell_of_emoji_costs_its_line_alone_and_is_told_whole_letter_by_letter(string line, string field)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var emoji = string.Concat(Enumerable.Repeat("\U0001F600", 1_500));
        var text = $"{StatementFile.Text(Transfer)}{line.Replace("{0}", emoji)}\r\n{line.Replace("{0}", $"x{emoji}")}\r\n";

        var statement = await scene.UploadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        (statement.Counts.Movements, statement.Counts.Rejected).ShouldBe((1, 2));
        statement.RejectedLines.ShouldAllBe(l => l.Field == field && $"x{emoji}".Contains(l.Value));
    }

    [Fact]
    public async Task A_day_no_movement_can_have_is_rejected_with_what_to_do_and_mending_it_adds_only_its_line()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (never, endOfTime) = (Gift with { Day = DateOnly.MinValue }, Rent with { Day = DateOnly.MaxValue });

        var alone = await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.UploadAsync(never));
        var statement = await scene.UploadAsync(Transfer, never, endOfTime);
        var mended = await scene.UploadAsync(Transfer, Gift, Rent);

        (alone.Code, alone.Errors[^1].Field, alone.Errors[^1].Code).ShouldBe(("no-movements", "dateColumn", "date-implausible"));
        (statement.Counts.Lines, statement.Counts.Movements, statement.Counts.Rejected, statement.FirstDate).ShouldBe(
            (3, 1, 2, MoneyScene.Day)
        );
        statement
            .RejectedLines.Select(l => (l.LineNumber, l.Code, l.Value))
            .ShouldBe([(3, "date-implausible", "01/01/0001"), (4, "date-implausible", "31/12/9999")]);
        statement.RejectedLines.ShouldAllBe(l => l.Remedy.Contains("upload the file again"));
        (mended.Counts.Movements, mended.Counts.Duplicates, mended.Counts.Rejected).ShouldBe((2, 1, 0));
    }

    [Fact]
    public async Task A_file_without_movements_and_columns_that_are_none_are_refused()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var api = scene.Client.BankStatements;

        var nothing = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.UploadAsync(new MemoryStream("una\ndue\n"u8.ToArray()))
        );
        var column = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.UploadAsync(
                scene.Organization,
                "e.csv",
                StatementFile.ToStream(Transfer),
                new()
                {
                    DateColumn = 0,
                    AmountColumn = 3,
                    DescriptionColumn = 5,
                }
            )
        );
        var encoding = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            api.UploadAsync(
                scene.Organization,
                "e.csv",
                StatementFile.ToStream(Transfer),
                new()
                {
                    DateColumn = 1,
                    AmountColumn = 3,
                    DescriptionColumn = 5,
                    Encoding = "ebcdic",
                }
            )
        );

        (nothing.Status, nothing.Code).ShouldBe((422, "no-movements"));
        column.Status.ShouldBe(400);
        (encoding.Status, encoding.Errors.Single().Field).ShouldBe((422, "encoding"));
        (await scene.CountAsync("inbound_messages WHERE outcome = 'refused' AND kind = 'bank-statement' AND")).ShouldBe(1);
        await Should.ThrowAsync<PagoDigitaleInvalidException>(() => scene.UploadAsync(new MemoryStream("una\ndue\n"u8.ToArray())));
        (await scene.CountAsync("refused_messages WHERE seen_count = 2 AND kind = 'bank-statement' AND")).ShouldBe(
            1,
            "kept once and counted"
        );
    }

    [Fact]
    public async Task A_statement_in_which_nothing_was_found_is_listed_once_until_it_is_sent_with_its_columns()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (statements, refused) = (scene.Client.BankStatements, scene.Client.RefusedMessages);
        var file = Encoding.UTF8.GetBytes("x;31/01/2026;10,00;versamento\n");
        var large = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("nessun movimento\n", 10_000)));

        for (var i = 0; i < 3; i++)
            (
                await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
                    statements.UploadAsync(
                        scene.Organization,
                        "conto.csv",
                        new MemoryStream(file),
                        new()
                        {
                            DateColumn = 1,
                            AmountColumn = 2,
                            DescriptionColumn = 3,
                        }
                    )
                )
            ).Code.ShouldBe("no-movements");
        await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            statements.UploadAsync(
                scene.Organization,
                "grande.csv",
                new MemoryStream(large),
                new()
                {
                    DateColumn = 1,
                    AmountColumn = 2,
                    DescriptionColumn = 3,
                }
            )
        );

        var listed = (await refused.ListAsync(scene.Organization, new() { Kind = ["bank-statement"] })).Items;
        listed
            .Select(r => (r.State, r.Code, r.SeenCount, r.IsReplayable, r.IsCut, r.SizeBytes))
            .ShouldBe([
                ("open", "no-movements", 1, false, true, (long)large.Length),
                ("open", "no-movements", 3, false, false, (long)file.Length),
            ]);
        (await (await refused.DownloadAsync(scene.Organization, listed[0].Id)).ReadBytesAsync()).ShouldBe(large[..65_536]);
        (await Should.ThrowAsync<PagoDigitaleException>(() => refused.ReplayAsync(scene.Organization, listed[1].Id))).Code.ShouldBe(
            "not-replayable"
        );
        var loaded = await statements.UploadAsync(
            scene.Organization,
            "conto.csv",
            new MemoryStream(file),
            new()
            {
                DateColumn = 2,
                AmountColumn = 3,
                DescriptionColumn = 4,
            }
        );
        (await refused.ReadAsync(scene.Organization, listed[1].Id)).ShouldSatisfyAllConditions(r =>
            (r.State, r.TakenAs).ShouldBe(("taken", loaded.Id))
        );
        (await scene.CountAsync("inbound_messages WHERE outcome = 'refused' AND kind = 'bank-statement' AND")).ShouldBe(2);
    }

    [Theory]
    [InlineData("PK\u0003\u0004\u0014\0")]
    public async Task A_workbook_is_named_as_one(string text)
    {
        var scene = await MoneyScene.CreateAsync(one.Api);

        var refused = await Should.ThrowAsync<PagoDigitaleInvalidException>(() =>
            scene.UploadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text)))
        );

        (refused.Errors[0].Code, refused.Errors[0].Field).ShouldBe(("not-a-text-file", "body"));
    }
}
