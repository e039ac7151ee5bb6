using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using GenerateFlow = PagoDigitale.Api.Features.Flows.Generation.GenerateFlow;
using ValidateFlow = PagoDigitale.Api.Features.Flows.Checking.ValidateFlow;

namespace PagoDigitale.Api.Tests.Flows;

public sealed class FlowGenerationTests(FlowApi host) : IClassFixture<FlowApi>
{
    [Fact]
    public async Task Confirmed_rows_become_payable_positions_with_everything_they_need()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"A-1;;{FlowScene.Rossi};Mario Rossi;{FlowScene.Service};Quota 2026;184,50;31/12/2030;;",
                $"A-2;;{FlowScene.Entity(1)};Società Uno;{FlowScene.Service};Quota 2026;1.000,00;31/12/2030;2026;118",
                $"A-3;;{FlowScene.Rossi};Mario Rossi;{FlowScene.PlainService};;2,00;;;",
                $"A-4;;XX;Nessuno;{FlowScene.Service};Quota 2026;7,00;;;"
            )
        );
        var done = await scene.GeneratedAsync(flow);
        done.State.ShouldBe("completed-with-rejects");
        done.Counts.ShouldSatisfyAllConditions(c => c.Generated.ShouldBe(3), c => c.Rejected.ShouldBe(1), c => c.Valid.ShouldBe(0));
        done.Amounts.ShouldSatisfyAllConditions(a => a.GeneratedCents.ShouldBe(118_650), a => a.RejectedCents.ShouldBe(700));
        done.CompletedAt.ShouldNotBeNull();
        var rows = await scene.RowsAsync(done);
        rows.Take(3)
            .ShouldAllBe(r =>
                r.Verdict == "generated"
                && r.PositionId != null
                && r.NoticeNumber!.StartsWith("347")
                && r.Iuv == r.NoticeNumber.Substring(1)
            );
        rows.Take(3).ShouldAllBe(r => NoticeNumber.Parse(r.NoticeNumber!).HasValidCheckDigits);
        rows[3].PositionId.ShouldBeNull();

        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(external_id || '/' || state || '/' || debtor_type || '/' || description, ' ' ORDER BY external_id)
                    FROM positions WHERE organization_id = {org}
                """
            )
        ).ShouldBe("A-1/payable/F/Quota 2026 A-2/payable/G/Quota 2026 A-3/payable/F/Diritti di segreteria");
        (await scene.ScalarAsync<long>("SELECT count(*) FROM debtors WHERE organization_id = {org}")).ShouldBe(2);
        (
            await scene.ScalarAsync<string>(
                "SELECT remittance_information FROM instalments WHERE organization_id = {org} AND amount_cents = 18450"
            )
        ).ShouldBe($"/RFB/{rows[0].Iuv}/184.50/TXT/Quota 2026");
        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(a.number || '=' || l.amount_cents, ' ' ORDER BY a.number) FROM allocations l
                    JOIN accertamenti a USING (organization_id, accertamento_id) WHERE l.organization_id = {org}
                """
            )
        ).ShouldBe("117=18450 118=100000");
        await scene.BalancedAsync(118_650);
    }

    [Fact]
    public async Task What_nobody_ended_ends_with_the_year_unless_the_flow_is_open_ended()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"V-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Con scadenza;1,00;30/06/2031;;",
                $"V-2;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Senza scadenza;2,00;;;",
                $"V-3;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Arretrato;3,00;30/06/2020;;"
            )
        );
        var thisYear = new DateOnly(TestClock.Today.Year, 12, 31);
        await scene.GeneratedAsync(flow);
        (await EndsAsync()).ShouldBe(["V-1/2031-12-31", $"V-2/{thisYear:yyyy-MM-dd}", $"V-3/{thisYear:yyyy-MM-dd}"]);

        var open = await scene.CheckedAsync(
            FlowScene.Csv($"W-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Con scadenza;1,00;30/06/2031;;")
        );
        open.Parameters.OpenEnded.ShouldBe(false);
        open = await scene.Flows.ChangeAsync(scene.Organization, open.Id, open.Version, new FlowChange { OpenEnded = true });
        await host.Api.RunJobsAsync();
        await scene.GeneratedAsync(open);

        (await scene.Flows.ReadAsync(scene.Organization, open.Id)).Parameters.OpenEnded.ShouldBe(true);
        (await EndsAsync()).ShouldContain("W-1/never");

        Task<string[]> EndsAsync() =>
            scene.ScalarAsync<string[]>(
                """
                SELECT array_agg(p.external_id || '/' || coalesce(i.valid_until::text, 'never') ORDER BY p.external_id) FROM positions p
                    JOIN instalments i USING (organization_id, position_id)
                WHERE p.organization_id = {org}
                """
            );
    }

    [Fact]
    public async Task Grouped_rows_of_a_debtor_are_one_position_with_their_shares()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $"G-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Quota;100,00;31/12/2030;;",
                $"G-2;;ANONIMO;Senza nome;{FlowScene.Service};Quota;1,00;;;",
                $"G-3;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Tassa;50,50;30/06/2030;2026;118",
                $"G-4;;{FlowScene.Rossi};Rossi;{FlowScene.PlainService};Diritti;3,00;;;",
                $"G-5;;ANONIMO;Senza nome;{FlowScene.Service};Quota;2,00;;;"
            ),
            groupByDebtor: true,
            commonDescription: "Avviso unico 2026"
        );
        var done = await scene.GeneratedAsync(flow);
        done.State.ShouldBe("completed");
        done.Counts.Generated.ShouldBe(5);
        var rows = await scene.RowsAsync(done);
        rows.Select(r => r.PositionId).Distinct().Count().ShouldBe(4);
        rows[2].PositionId.ShouldBe(rows[0].PositionId);
        rows[2].NoticeNumber.ShouldBe(rows[0].NoticeNumber);
        (
            await scene.ScalarAsync<string>(
                """
                SELECT p.external_id || '/' || p.description || '/' || i.amount_cents || '/' || i.due_date FROM positions p
                    JOIN instalments i USING (organization_id, position_id) WHERE p.organization_id = {org} AND p.amount_cents = 15050
                """
            )
        ).ShouldBe("G-1/Avviso unico 2026/15050/2030-06-30");
        (
            await scene.ScalarAsync<string>(
                """
                SELECT string_agg(l.allocation_index || ':' || a.number || '=' || l.amount_cents, ' ' ORDER BY l.allocation_index)
                    FROM allocations l JOIN accertamenti a USING (organization_id, accertamento_id)
                    JOIN instalments i USING (organization_id, instalment_id) WHERE l.organization_id = {org} AND i.amount_cents = 15050
                """
            )
        ).ShouldBe("1:117=10000 2:118=5050");
        await scene.BalancedAsync(15_650);
        var again = await scene.CheckedAsync(FlowScene.Csv($"G-3;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Ancora;9,00;;;"));
        (await scene.RowsAsync(again)).Single().Errors.Single().Code.ShouldBe("external-id-taken");
    }

    /// <summary>More than a smallint counts.</summary>
    [Fact]
    public async Task One_debtor_may_have_more_rows_than_two_bytes_count()
    {
        const int Count = 32_768;
        var scene = await FlowScene.CreateAsync(host.Api);
        string[] rows =
        [
            .. Enumerable.Range(1, Count).Select(i => $"G-{i};;{FlowScene.Entity(1)};Società;{FlowScene.Service};Quota;1,00;31/12/2030;;"),
        ];
        var done = await scene.GeneratedAsync(await scene.CheckedAsync(FlowScene.Csv(rows), groupByDebtor: true));
        done.State.ShouldBe("completed");
        (await scene.ScalarAsync<int>("SELECT max(allocation_index) FROM allocations WHERE organization_id = {org}")).ShouldBe(Count);
        await scene.BalancedAsync(Count * 100L);
    }

    [Fact]
    public async Task An_external_code_taken_after_the_check_rejects_its_row_only()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var first = await scene.CheckedAsync(FlowScene.Csv($"T-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Uno;10,00;;;"));
        var second = await scene.CheckedAsync(
            FlowScene.Csv(
                $"T-1;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Due;20,00;;;",
                $"T-2;;{FlowScene.Rossi};Rossi;{FlowScene.Service};Tre;30,00;;;"
            )
        );
        second.Counts.Valid.ShouldBe(2);
        await scene.GeneratedAsync(first);
        var done = await scene.GeneratedAsync(second);
        done.State.ShouldBe("completed-with-rejects");
        done.Counts.ShouldSatisfyAllConditions(c => c.Generated.ShouldBe(1), c => c.Rejected.ShouldBe(1), c => c.Valid.ShouldBe(0));
        (await scene.RowsAsync(done))[0].Errors.Single().Code.ShouldBe("external-id-taken");
        await scene.BalancedAsync(4_000);
    }

    [Fact]
    public async Task Arrears_are_loaded_where_late_payments_are_taken_and_nothing_is_born_expired()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.CheckedAsync(
            FlowScene.Csv(
                $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Arretrato;10,00;31/12/2020;;",
                $";;{FlowScene.Rossi};Rossi;{FlowScene.PlainService};Arretrato;20,00;31/12/2020;;",
                $";;{FlowScene.Rossi};Rossi;{FlowScene.PlainService};Futuro;40,00;31/12/2099;;",
                $";;{FlowScene.Rossi};Rossi;{FlowScene.Service};Validità;80,00;;;"
            )
        );
        flow.Counts.Valid.ShouldBe(4);
        var service = await host.Api.Admin.Services.ReadAsync(scene.Organization, FlowScene.PlainService);
        await host.Api.Admin.Services.ChangeAsync(
            scene.Organization,
            service.Code,
            service.Version,
            new() { KeepPayableAfterDueDate = false }
        );
        // A flow may be confirmed weeks after it was checked; the rows are made as old as that.
        await scene.SqlAsync(
            $"""
            UPDATE flow_rows SET valid_until = {TestClock.TodaySql} - 2
            WHERE organization_id = '{scene.Organization}' AND description = 'Validità'
            """
        );

        var done = await scene.GeneratedAsync(flow);

        done.State.ShouldBe("completed-with-rejects");
        done.Counts.ShouldSatisfyAllConditions(c => c.Generated.ShouldBe(2), c => c.Rejected.ShouldBe(2), c => c.Valid.ShouldBe(0));
        done.Amounts.ShouldSatisfyAllConditions(a => a.GeneratedCents.ShouldBe(5_000), a => a.RejectedCents.ShouldBe(10_000));
        var rows = await scene.RowsAsync(done);
        rows.Select(r => r.Verdict).ShouldBe(["generated", "rejected", "generated", "rejected"]);
        rows[1]
            .Errors.Single()
            .ShouldSatisfyAllConditions(
                e => (e.Field, e.Code, e.Value).ShouldBe(("data_scadenza", "due-date-passed", "31/12/2020")),
                e => e.Remedy.ShouldContain("keepPayableAfterDueDate")
            );
        rows[3].Errors.Single().ShouldSatisfyAllConditions(e => (e.Field, e.Code).ShouldBe(("data_fine_validita", "valid-until-passed")));
        await scene.BalancedAsync(5_000);
    }
}
