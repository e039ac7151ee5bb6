using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using JobStateWriter = PagoDigitale.Api.Features.ReconciliationJobs.JobStateWriter;
using RunReconciliation = PagoDigitale.Api.Features.ReconciliationJobs.RunReconciliation;

namespace PagoDigitale.Api.Tests.ReconciliationJobs;

public sealed class RunReconciliationTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Three_psps_on_three_days_are_matched_each_to_its_transfer()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var files = new List<FlowFile>();
        foreach (var (psp, days) in new[] { ("60000000001", 0), ("PPAYITR1XXX", 1), ("AGID_01", 2) })
            files.Add(
                scene.Flow(MoneyScene.Day.AddDays(days), psp, (await scene.PaidAsync(1_000 + days)).Row, (await scene.PaidAsync(2_000)).Row)
            );
        foreach (var file in files)
            await scene.UploadAsync(file);
        var statement = await scene.UploadAsync([.. files.Select(f => StatementLineRow.OfFlow(f.Day.AddDays(1), f.Sum, f.FlussoId))]);

        var job = await scene.ReconcileAsync(statement.Id);

        job.Classes.Select(c => (c.Class, c.Count, c.AmountCents, c.IsRegular)).ShouldBe([("IUD_RT_IUF_TES", 6, 9_003, true)]);
        (job.Counts.Items, job.Counts.Regular, job.Amounts.TotalCents, job.Amounts.RegularCents).ShouldBe((6, 6, 9_003, 9_003));
        (await scene.ItemsAsync(job)).ShouldAllBe(i =>
            i.PositionId != null && i.ReceiptId != null && i.RendicontazioneId != null && i.MovementId != null && i.Facts.Count == 4
        );
        (await scene.Client.Rendicontazioni.ListAsync(scene.Organization)).Items.ShouldAllBe(r =>
            r.State == "matched" && r.MovementId != null
        );
        (await scene.Client.BankStatements.ReadAsync(scene.Organization, statement.Id)).Counts.Matched.ShouldBe(3);
        (await scene.CountAsync("positions WHERE state = 'reconciled' AND")).ShouldBe(6);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(9_003);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(0);
        (await scene.EventsAsync(job.Id)).ShouldBe(["reconciliation.completed"]);
        await ToldAsync(scene, job);
    }

    /// <summary>Each movement and each position by itself, and the sum of the run.</summary>
    private static async Task ToldAsync(MoneyScene scene, ReconciliationJob job)
    {
        var feed = new List<Event>();
        await foreach (var told in scene.Client.Events.ListAllAsync(scene.Organization, new() { Limit = 200 }))
            feed.Add(told);
        var matched = feed.Where(e => e.Type == EventTypes.MovementMatched).Select(e => e.DataAs<MovementMatchedData>()!).ToList();
        matched.Select(m => (m.State, m.IsDecided, m.RendicontazioneIds!.Count)).ShouldBe(Enumerable.Repeat(("matched", false, 1), 3));
        matched.Sum(m => m.AmountCents).ShouldBe(9_003);
        feed.Count(e => e.Type == EventTypes.PositionReconciled).ShouldBe(6);
        var run = feed.Single(e => e.Type == EventTypes.ReconciliationCompleted).DataAs<ReconciliationCompletedData>()!;
        (run.ReconciliationJobId, run.ItemsCount, run.RegularCount, run.AnomalousCount).ShouldBe((job.Id, 6, 6, 0));
        run.Classes.ShouldHaveSingleItem().AmountCents.ShouldBe(9_003);
    }

    [Fact]
    public async Task A_transfer_one_cent_short_is_one_anomaly_that_says_how_much()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, other) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var file = scene.Flow(paid.Row, other.Row);
        var flow = await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum - 1, file.FlussoId));

        var job = await scene.ReconcileAsync();

        var item = (await scene.ItemsAsync(job)).Single();
        (item.Class, item.IsRegular, item.AmountCents, item.DifferenceCents, item.FlussoId).ShouldBe(
            ("IUF_TES_DIV_IMP", false, 12_000, -1, file.FlussoId)
        );
        item.Facts.ShouldBe(["rendicontazione of 120,00 euro", "treasury movement of 119,99 euro"]);
        flow = await scene.ReadAsync(flow);
        (flow.State, flow.Anomalies.Single().Code, flow.MovementId).ShouldBe(("anomalous", "amount-mismatch", item.MovementId));
        (await scene.MovementAsync(statement)).State.ShouldBe("amount-mismatch");
        (await scene.StateAsync(paid)).ShouldBe("reported");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(11_999);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(1);
    }

    /// <summary>Of a large run a job marks them; here it does so again, of a flow that a run has marked and one that it has not.</summary>
    [Fact]
    public async Task Debts_are_marked_by_what_is_stored_as_often_as_it_is_done()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (come, missing) = (await scene.PaidAsync(), await scene.PaidAsync(2_000));
        var (file, open) = (scene.Flow(come.Row), scene.Flow(missing.Row));
        var flows = new[] { await scene.UploadAsync(file), await scene.UploadAsync(open) };
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        await scene.Positions.SqlAsync(
            $"UPDATE instalments SET state = 'reported' WHERE organization_id = '{scene.Organization}' AND state = 'reconciled'"
        );
        var ids = flows.Select(f => PublicId.TryParse(f.Id, "rnd", out var id) ? id : throw new InvalidOperationException(f.Id)).ToArray();
        var payload = JsonSerializer.Serialize(new DebtsToMark(ids), ApiJson.Options);

        for (var times = 0; times < 2; times++)
            await one
                .Api.Services.GetRequiredService<MarkDebts>()
                .RunAsync(new Job(Guid.NewGuid(), MarkDebts.Kind, scene.Organization, payload, 1), default);

        (await scene.StateAsync(come)).ShouldBe("reconciled");
        (await scene.StateAsync(missing)).ShouldBe("reported");
        (await scene.CountAsync("instalments WHERE state = 'reconciled' AND")).ShouldBe(1);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task A_text_with_two_broken_copies_of_the_flusso_id_is_matched()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(
            new StatementLineRow(
                MoneyScene.Day,
                file.Sum,
                $"RI1/PUR/L GPE- RIVERSAMENTO/URI/{file.FlussoId[..8]} {file.FlussoId[8..]} BONIFICO PER "
                    + $"/PUR/LGPE-RIVERSAMENTO/URI/{file.FlussoId[..10]}"
            )
        );
        await scene.UploadAsync(file);

        (await scene.ReconcileAsync()).Classes.Single().Class.ShouldBe("IUD_RT_IUF_TES");
    }

    [Fact]
    public async Task Running_again_gives_the_same_items_and_posts_nothing_more()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        var first = await scene.ReconcileAsync();
        var postings = await scene.CountAsync("postings WHERE");

        var second = await scene.ReconcileAsync();

        Told(await scene.ItemsAsync(second)).ShouldBe(Told(await scene.ItemsAsync(first)));
        second
            .Classes.Select(c => (c.Class, c.Count, c.AmountCents))
            .ShouldBe(first.Classes.Select(c => (c.Class, c.Count, c.AmountCents)));
        (await scene.CountAsync("postings WHERE")).ShouldBe(postings);
        first
            .Classes.Select(c => c.Class)
            .ShouldBe([
                "DOPPI",
                "IUD_RT_IUF_TES",
                "IUF_NO_TES",
                "IUV_NO_RT",
                "PAID_OUTSIDE",
                "RT_NO_IUF",
                "TES_NO_IUF_OR_IUV",
                "TES_NO_MATCH",
            ]);
    }

    [Fact]
    public async Task Late_facts_find_their_place_by_themselves()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var owed = await scene.OwedAsync();
        var file = scene.Flow(owed.Row);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        (await scene.ReconcileAsync()).Classes.Single().Class.ShouldBe("TES_NO_MATCH");

        await scene.UploadAsync(file);
        await one.Api.RunJobsAsync();

        var automatic = (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization)).Items.Single(j =>
            j.ExternalId == "automatic"
        );
        automatic.Classes.Single().Class.ShouldBe("IUV_NO_RT");
        (await scene.StateAsync(owed)).ShouldBe("reconciled");

        await scene.ReceiveAsync(owed);
        await one.Api.RunJobsAsync();
        automatic = (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization)).Items.Single(j => j.ExternalId == "automatic");
        automatic.Classes.Single().Class.ShouldBe("IUD_RT_IUF_TES");
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_open_can_be_told_while_the_automatic_run_is_renewed()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await scene.UploadAsync(scene.Flow((await scene.OwedAsync()).Row));
        await scene.ReconcileAsync();
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 66, "/PUR/LGPE-RIVERSAMENTO/URI/ILLEGGIBILE"));
        await one.Api.RunJobsAsync();
        // Only the automatic run is left to tell.
        await scene.Positions.SqlAsync(
            $"""
            DELETE FROM reconciliation_jobs WHERE organization_id = '{scene.Organization}' AND external_id IS NULL;
            """
        );
        var told = await OpenAsync();
        told.ShouldBe(["IUV_NO_RT", "TES_NO_IUF_OR_IUV"], ignoreOrder: true);

        await using (var begun = await one.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(scene.Organization))
        {
            (await begun.Get<JobStateWriter>().BeginAsync(null, Guid.CreateVersion7(), default)).ShouldNotBeNull();
            await begun.CommitAsync();
        }
        (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization, new() { State = ["running"] }))
            .Items.Single()
            .ExternalId.ShouldBe("automatic");
        (await OpenAsync()).ShouldBe(told);

        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 67, "qualcosa"));
        await one.Api.RunJobsAsync();
        (await scene.Client.ReconciliationJobs.ListAsync(scene.Organization)).Items.Single().ExternalId.ShouldBe("automatic");
        (await OpenAsync()).ShouldBe(told);

        async Task<List<string>> OpenAsync() =>
            [.. (await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization)).Exceptions.Select(e => e.Class)];
    }

    [Fact]
    public async Task A_position_made_after_its_flow_is_found_reported_and_reconciled()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var unknown = new ReportedRow("01470000000000099", "RICEVUTA", 10_000);
        var file = scene.Flow(unknown);
        await scene.UploadAsync(file);
        await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();
        var owed = await scene.OwedAsync();
        await scene.Positions.SqlAsync(
            $"UPDATE rendicontazione_rows SET iuv = '{owed.Iuv}' WHERE organization_id = '{scene.Organization}'"
        );

        await scene.ReconcileAsync();

        (await scene.StateAsync(owed)).ShouldBe("reconciled");
    }

    [Fact]
    public async Task A_revision_after_the_match_takes_the_transfer_back_until_it_is_matched_again()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var paid = await scene.PaidAsync();
        var file = scene.Flow(paid.Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId));
        await scene.ReconcileAsync();

        var newer = await scene.UploadAsync(file with { At = file.At.AddHours(1) });
        (await scene.MovementAsync(statement)).State.ShouldBe("unmatched");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(0);
        await scene.ReconcileAsync();

        (await scene.ReadAsync(newer)).State.ShouldBe("matched");
        (await scene.MovementAsync(statement)).RendicontazioneId.ShouldBe(newer.Id);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.CountAsync("postings WHERE kind = 'transferred' AND")).ShouldBe(3);
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(10_000);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(0);
    }

    [Fact]
    public async Task A_single_transfer_is_matched_to_the_receipt_it_names()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (paid, short_) = (await scene.PaidAsync(), await scene.PaidAsync(5_000));
        var statement = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, 10_000, $"/RFB/{paid.Iuv}/100.00/TXT/TARI"),
            new StatementLineRow(MoneyScene.Day, 4_999, $"/RFB/{short_.Iuv}")
        );

        var job = await scene.ReconcileAsync(statement.Id);

        job.Classes.Select(c => (c.Class, c.AmountCents)).ShouldBe([("RT_TES", 10_000), ("TES_NO_MATCH", 4_999)]);
        (await scene.StateAsync(paid)).ShouldBe("reconciled");
        (await scene.BalanceAsync("bank-suspense")).ShouldBe(10_000);
        (await scene.BalanceAsync("reported-clearing")).ShouldBe(0);
        (await scene.BalanceAsync("psp-clearing")).ShouldBe(5_000);
    }

    [Fact]
    public async Task The_trn_matches_a_transfer_that_lost_its_words()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var file = scene.Flow((await scene.PaidAsync()).Row);
        await scene.UploadAsync(file);
        var statement = await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, file.Sum, $"GIROCONTO {file.Trn}"));

        await scene.ReconcileAsync();

        var movement = await scene.MovementAsync(statement);
        (movement.State, movement.IsPagoPa).ShouldBe(("matched", true));
    }

    [Fact]
    public async Task A_cut_flusso_id_is_left_to_a_person_whether_it_fits_two_flows_or_one()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        var (a, b) = (
            scene.Flow((await scene.PaidAsync()).Row),
            scene.Flow(MoneyScene.Day, "PPAYITR1XXX", (await scene.PaidAsync(2_000)).Row)
        );
        await scene.UploadAsync(a);
        await scene.UploadAsync(b);
        var statement = await scene.UploadAsync(
            new StatementLineRow(MoneyScene.Day, a.Sum, "/PUR/LGPE-RIVERSAMENTO/URI/2026-06-0"),
            new StatementLineRow(MoneyScene.Day, b.Sum, "/PUR/LGPE-RIVERSAMENTO/URI/2026-06-01PPAY")
        );

        await scene.ReconcileAsync();

        (await scene.MovementAsync(statement, 0)).State.ShouldBe("unmatched");
        (await scene.MovementAsync(statement, 1)).State.ShouldBe("unmatched");
    }

    [Fact]
    public async Task A_run_killed_at_any_moment_and_run_again_does_everything_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        var job = await scene.Client.ReconciliationJobs.CreateAsync(scene.Organization, new ReconciliationJobInput());
        var runner = one.Api.Services.GetRequiredService<JobRunner>();
        for (var milliseconds = 1; milliseconds <= 4096; milliseconds *= 2)
        {
            using var kill = new CancellationTokenSource(milliseconds);
            try
            {
                await runner.RunOnceAsync(kill.Token);
            }
            catch (OperationCanceledException)
            {
                // The claim itself may be what is cut off.
            }
        }
        await one.Api.RunJobsAsync();

        (await scene.Client.ReconciliationJobs.ReadAsync(scene.Organization, job.Id)).State.ShouldBe("completed");
        (await scene.CountAsync("postings WHERE kind = 'transferred' AND")).ShouldBe(1);
        (await scene.CountAsync($"reconciliation_items WHERE class = 'IUD_RT_IUF_TES' AND")).ShouldBe(1);
        await scene.BalancedAsync();
    }

    [Fact]
    public async Task Two_runs_at_once_post_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        var jobs = new[] { await CreateAsync(), await CreateAsync() };
        var runner = one.Api.Services.GetRequiredService<JobRunner>();

        await Task.WhenAll(runner.RunOnceAsync(default), runner.RunOnceAsync(default));
        await one.Api.RunJobsAsync();

        foreach (var job in jobs)
            (await scene.Client.ReconciliationJobs.ReadAsync(scene.Organization, job.Id)).State.ShouldBe("completed");
        (await scene.CountAsync("postings WHERE kind = 'transferred' AND")).ShouldBe(1);
        await scene.BalancedAsync();

        Task<ReconciliationJob> CreateAsync() =>
            scene.Client.ReconciliationJobs.CreateAsync(scene.Organization, new ReconciliationJobInput());
    }

    [Fact]
    public async Task The_automatic_run_by_many_workers_leaves_each_item_once()
    {
        var scene = await MoneyScene.CreateAsync(one.Api);
        await MixedAsync(scene);
        await scene.ReconcileAsync();
        await scene.UploadAsync(new StatementLineRow(MoneyScene.Day, 77, "/PUR/LGPE-RIVERSAMENTO/URI/ILLEGGIBILE-2"));
        await one.Api.RunJobsAsync();
        var items = await scene.CountAsync(
            "door.reconciliation_items WHERE job_id = (SELECT job_id FROM reconciliation_jobs j WHERE j.external_id = 'automatic' AND "
                + "j.organization_id = reconciliation_items.organization_id) AND"
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, 8)
                .Select(_ =>
                    one.Api.Services.GetRequiredService<RunReconciliation>()
                        .RunAsync(new Job(Guid.NewGuid(), RunReconciliation.Kind, scene.Organization, "{}", 1), default)
                )
        );

        (await scene.CountAsync("reconciliation_jobs WHERE external_id LIKE 'automatic%' AND")).ShouldBe(1);
        (
            await scene.CountAsync(
                "door.reconciliation_items WHERE job_id = (SELECT job_id FROM reconciliation_jobs j WHERE j.external_id = 'automatic' "
                    + "AND j.organization_id = reconciliation_items.organization_id) AND"
            )
        ).ShouldBe(items);
        await scene.BalancedAsync();
    }

    /// <summary>
    /// One of everything: regular, duplicate, waiting for its transfer, without receipt, outside, not reported, credits that explain
    /// nothing.
    /// </summary>
    internal static async Task MixedAsync(MoneyScene scene)
    {
        var (regular, waiting, unreported) = (await scene.PaidAsync(1_000), await scene.PaidAsync(2_000), await scene.PaidAsync(3_000));
        var twice = regular with { ReceiptId = Guid.NewGuid().ToString("N") };
        (await scene.ReceiveAsync(twice)).ShouldBe("duplicate-payment");
        var outside = await scene.Positions.CreateAsync();
        await scene.Positions.PayOutsideAsync(outside);
        var file = scene.Flow(regular.Row, new ReportedRow("01470000000000088", "MAI-ARRIVATA", 700, "9"));
        await scene.UploadAsync(file);
        await scene.UploadAsync(scene.Flow(MoneyScene.Day, "PPAYITR1XXX", waiting.Row));
        await scene.UploadAsync(
            StatementLineRow.OfFlow(MoneyScene.Day, file.Sum, file.FlussoId),
            StatementLineRow.OfFlow(MoneyScene.Day, 55, "2026-06-01NESSUNO-1"),
            new StatementLineRow(MoneyScene.Day, 66, "/PUR/LGPE-RIVERSAMENTO/URI/ILLEGGIBILE")
        );
    }

    private static IEnumerable<string> Told(IEnumerable<ReconciliationItem> items) =>
        items
            .Select(i =>
                $"{i.Class}|{i.AmountCents}|{i.DifferenceCents}|{i.Iuv}|{i.FlussoId}|"
                + $"{i.ReceiptId}|{i.MovementId}|{string.Join(',', i.Facts)}|{i.Since}"
            )
            .Order();
}
