using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Flows;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;
using CreatePositionHandler = PagoDigitale.Api.Features.Positions.CreatePositionHandler;
using FlowChunkWriter = PagoDigitale.Api.Features.Flows.Generation.FlowChunkWriter;
using FlowLookup = PagoDigitale.Api.Features.Flows.FlowLookup;
using RunIbanReplacement = PagoDigitale.Api.Features.Positions.Accounts.RunIbanReplacement;

namespace PagoDigitale.Api.Tests.Positions;

/// <summary>The treasurer changes: one operation gives everything unpaid another account.</summary>
public sealed class ReplaceIbanTests(PositionApi fixture) : IClassFixture<PositionApi>
{
    private const string Old = PositionScene.OwnIban;
    private const string New = Treasurer.Iban;

    private IOrganizationsClient Organizations => fixture.Api.Admin.Organizations;

    [Fact]
    public async Task Everything_unpaid_is_credited_to_the_new_account_from_its_first_day_on()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        var (open, paid, cancelled) = (
            await scene.CreateAsync(PositionScene.Input(instalments: 2)),
            await scene.CreateAsync(),
            await scene.CreateAsync()
        );
        var draftInput = PositionScene.Input();
        draftInput.IsDraft = true;
        var draft = await scene.CreateAsync(draftInput);
        await scene.PayAsync(PositionScene.Instalment(paid).NoticeNumber, 10_000);
        await scene.CancelAsync(cancelled);

        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        await fixture.Api.RunJobsAsync();

        (asked.State, asked.FirstDay, asked.Counts.Notices, asked.Counts.NotPayable, asked.Counts.Services).ShouldBe(
            ("scheduled", PositionScene.Today, 2, 2, 4)
        );
        var done = await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!);
        (done.State, done.Counts.Notices, done.Counts.NotPayable, done.Counts.Services).ShouldBe(("completed", 2, 2, 4));
        done.CompletedAt.ShouldNotBeNull();
        foreach (var (position, iban) in new[] { (open, New), (cancelled, New), (draft, New), (paid, Old) })
            (await scene.ReadAsync(position)).PaymentOptions[0].Instalments.SelectMany(i => i.Transfers).ShouldAllBe(t => t.Iban == iban);
        (await scene.ReadAsync(open)).Version.ShouldBeGreaterThan(open.Version);
        (await scene.EventsAsync(open)).ShouldContain("position.changed");
        (await TransferAsync(scene, open)).Iban.ShouldBe(New);
        PositionScene
            .Instalment(await scene.CreateAsync())
            .Transfers.ShouldHaveSingleItem()
            .Iban.ShouldBe(New, "services collect on it too");
        (await Organizations.ChangeIbanAsync(scene.Organization, Old, 1, new() { IsActive = false })).Warnings.ShouldBeEmpty();
        (await Organizations.ListIbanNoticesAsync(scene.Organization, New, new() { ReplacementId = asked.Id })).Items.Count.ShouldBe(2);
        (
            await scene.QueryAsync<string>(
                $"SELECT type FROM events WHERE organization_id = '{scene.Organization}' AND subject_id = '{Old}' ORDER BY written"
            )
        ).ShouldBe(["iban.replacement-scheduled", "iban.replaced", "iban.changed"]);
    }

    [Fact]
    public async Task Before_the_first_day_nothing_changes_and_it_can_be_cancelled()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var position = await scene.CreateAsync();

        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        asked.FirstDay.ShouldBe(PositionScene.Today.AddDays(7));
        asked.Answer!.Status.ShouldBe(202);
        await fixture.Api.RunJobsAsync();
        (await TransferAsync(scene, position)).Iban.ShouldBe(Old);

        var again = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Di nuovo" });
        (again.Id, again.Answer!.Status).ShouldBe((asked.Id, 200));
        await RefusalAsync(
            409,
            "replacement-scheduled",
            () =>
                Organizations.ReplaceIbanAsync(
                    scene.Organization,
                    Old,
                    new()
                    {
                        NewIban = New,
                        FirstDay = PositionScene.Today.AddDays(30),
                        Reason = "Più tardi",
                    }
                )
        );
        (await Organizations.CancelIbanReplacementAsync(scene.Organization, asked.Id!)).State.ShouldBe("cancelled");
        (await Organizations.CancelIbanReplacementAsync(scene.Organization, asked.Id!)).State.ShouldBe("cancelled");
        await Treasurer.ComeAsync(scene);
        (await TransferAsync(scene, position)).Iban.ShouldBe(Old);
    }

    [Fact]
    public async Task What_is_issued_until_its_day_is_replaced_too_and_then_it_cannot_be_cancelled()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        var issuedMeanwhile = await scene.CreateAsync();

        await Treasurer.ComeAsync(scene);

        (await TransferAsync(scene, issuedMeanwhile)).Iban.ShouldBe(New);
        await RefusalAsync(
            409,
            "replacement-not-cancellable",
            () => Organizations.CancelIbanReplacementAsync(scene.Organization, asked.Id!)
        );
        (await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { State = ["completed"] }))
            .Items.ShouldHaveSingleItem()
            .Id.ShouldBe(asked.Id);
        (await Organizations.ListIbanReplacementsAsync(scene.Organization, new() { State = ["scheduled"] })).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_the_node_may_not_have_yet_needs_a_week_or_a_word()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 3);
        Task<IbanReplacement> AskAsync(DateOnly? day, bool? confirmed = null, string iban = New) =>
            Organizations.ReplaceIbanAsync(
                scene.Organization,
                Old,
                new()
                {
                    NewIban = iban,
                    FirstDay = day,
                    IsRegistrationConfirmed = confirmed,
                    Reason = "Nuovo tesoriere",
                },
                dryRun: true
            );

        await FieldRefusalAsync("firstDay", "first-day-too-early", () => AskAsync(PositionScene.Today.AddDays(3)));
        await FieldRefusalAsync("firstDay", "first-day-passed", () => AskAsync(PositionScene.Today.AddDays(-1), confirmed: true));
        await FieldRefusalAsync("newIban", "iban-same", () => AskAsync(null, iban: Old));
        await FieldRefusalAsync("newIban", "iban-inactive", () => AskAsync(null, iban: TestOrganization.PostalIban));
        await RefusalAsync(
            404,
            "iban-not-found",
            () => Organizations.ReplaceIbanAsync(scene.Organization, TestOrganization.PostalIban, new() { NewIban = New, Reason = "X" })
        );
        (await AskAsync(PositionScene.Today.AddDays(4))).FirstDay.ShouldBe(PositionScene.Today.AddDays(4));
        (await AskAsync(PositionScene.Today, confirmed: true)).FirstDay.ShouldBe(PositionScene.Today);
    }

    [Fact]
    public async Task A_dry_run_counts_what_is_open_and_the_papers_that_are_out_and_writes_nothing()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        var positions = new List<Position>();
        for (var i = 0; i < 5; i++)
            positions.Add(await scene.CreateAsync());
        foreach (var printed in positions.Take(3))
            using (await fixture.Api.Admin.Notices.DownloadAsync(scene.Organization, PositionScene.Instalment(printed).NoticeNumber!)) { }

        var computed = await Organizations.ReplaceIbanAsync(
            scene.Organization,
            Old,
            new() { NewIban = New, Reason = "Nuovo tesoriere" },
            dryRun: true
        );

        (computed.Id, computed.Counts.Notices, computed.Counts.PrintedNotices).ShouldBe((null, 5, 3));
        (await Organizations.ListIbanReplacementsAsync(scene.Organization)).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_postal_account_gives_way_to_a_postal_one_only()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        await Organizations.CreateIbanAsync(scene.Organization, new() { Iban = TestOrganization.PostalIban, Label = "Poste" });
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers = [new() { AmountCents = 10_000, PostalIban = TestOrganization.PostalIban }];
        var position = await scene.CreateAsync(input);

        await Organizations.ReplaceIbanAsync(
            scene.Organization,
            TestOrganization.PostalIban,
            new() { NewIban = New, Reason = "Chiusura del conto postale" }
        );
        await fixture.Api.RunJobsAsync();

        PositionScene
            .Instalment(await scene.ReadAsync(position))
            .Transfers.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(t => t.Iban.ShouldBe(Old), t => t.PostalIban.ShouldBeNull());
    }

    [Fact]
    public async Task An_account_closed_before_its_day_fails_the_replacement_and_changes_nothing()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 0);
        var position = await scene.CreateAsync();
        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        await Organizations.ChangeIbanAsync(scene.Organization, New, 1, new() { IsActive = false });

        await Treasurer.ComeAsync(scene);

        var failed = await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!);
        (failed.State, failed.Failure!.Code).ShouldBe(("failed", "iban-inactive"));
        (await TransferAsync(scene, position)).Iban.ShouldBe(Old);
    }

    /// <summary>The run is broken off between chunks and begun again: nothing is missed, nothing counted twice.</summary>
    [Fact]
    public async Task A_run_that_was_broken_off_goes_on_and_counts_each_notice_once()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        for (var i = 0; i < 7; i++)
            await scene.CreateAsync();
        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        await using (var scope = await scene.ScopeAsync())
        {
            var run = scope.Get<RunIbanReplacement>();
            PublicId.TryParse(asked.Id, "ibr", out var id).ShouldBeTrue();
            var job = new Job(Guid.NewGuid(), "iban.replace", scene.Organization, $$"""{"replacementId":"{{id}}"}""", 1);
            using var broken = new CancellationTokenSource();
            await scene.SqlAsync($"UPDATE iban_replacements SET state = 'running' WHERE organization_id = '{scene.Organization}'");
            await scene.SqlAsync(
                $"""
                UPDATE transfers SET iban = '{New}', iban_replacement_id = '{id}' WHERE organization_id = '{scene.Organization}'
                    AND instalment_id IN (SELECT instalment_id FROM instalments WHERE organization_id = '{scene.Organization}'
                        ORDER BY instalment_id LIMIT 3);
                UPDATE iban_replacements SET notices_count = 3 WHERE organization_id = '{scene.Organization}'
                """
            );
            await run.RunAsync(job, 2, broken.Token);
            await run.RunAsync(job, 2, broken.Token);
        }

        var done = await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!);
        (done.State, done.Counts.Notices).ShouldBe(("completed", 7));
        (
            await scene.QueryAsync<long>(
                $"SELECT count(*) FROM transfers WHERE organization_id = '{scene.Organization}' AND iban = '{New}'"
            )
        ).ShouldBe([7]);
    }

    /// <summary>A transaction that read the services before they had the new account is still open when the replacement runs.</summary>
    [Fact]
    public async Task Who_read_the_old_account_and_commits_late_is_waited_for()
    {
        var scene = await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8);
        var before = await scene.CreateAsync();
        var asked = await Organizations.ReplaceIbanAsync(scene.Organization, Old, new() { NewIban = New, Reason = "Nuovo tesoriere" });
        await using var open = await scene.ScopeAsync();
        (await open.Get<CreatePositionHandler>().RunAsync(Late(), default)).Error.ShouldBeNull();

        var run = RunAsync(scene, asked);
        (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(3)))).ShouldNotBe(
            run,
            "the open transaction may have read the old account"
        );
        (await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!)).State.ShouldBe("running");
        // Of another debtor: the one of the open transaction is locked, for whoever comes.
        var input = PositionScene.Input();
        input.Debtor = new()
        {
            Type = "F",
            FiscalCode = "VRDLGU80A01H501Q",
            Name = "Luigi Verdi",
        };
        var meanwhile = await scene.CreateAsync(input);
        await open.CommitAsync();
        await run;

        (await scene.QueryAsync<string>($"SELECT DISTINCT iban FROM transfers WHERE organization_id = '{scene.Organization}'")).ShouldBe([
            New,
        ]);
        (await Organizations.ReadIbanReplacementAsync(scene.Organization, asked.Id!)).ShouldSatisfyAllConditions(
            r => r.State.ShouldBe("completed"),
            r => r.Counts.Notices.ShouldBe(2)
        );
        (await TransferAsync(scene, before)).Iban.ShouldBe(New);
        (await TransferAsync(scene, meanwhile)).Iban.ShouldBe(New, "begun after the services had it");
    }

    [Fact]
    public async Task Rows_of_a_flow_that_are_being_issued_are_waited_for()
    {
        var flows = await FlowScene.CreateAsync(fixture.Api);
        await Organizations.CreateIbanAsync(flows.Organization, new() { Iban = New, Label = "Nuovo tesoriere" });
        var flow = await flows.CheckedAsync(FlowScene.Many(20));
        await flows.Flows.ConfirmAsync(flows.Organization, flow.Id);
        var asked = await Organizations.ReplaceIbanAsync(
            flows.Organization,
            Old,
            new()
            {
                NewIban = New,
                IsRegistrationConfirmed = true,
                Reason = "Nuovo tesoriere",
            }
        );
        PublicId.TryParse(flow.Id, "flw", out var id).ShouldBeTrue();
        await using var open = await flows.Get<TenantScopes>().OpenAsync(flows.Organization);
        (
            await open.Get<FlowChunkWriter>()
                .WriteAsync((await open.Get<FlowLookup>().FindAsync(id, forUpdate: true, default))!, 10, default)
        ).Value.ShouldBeTrue();

        var run = RunAsync(flows.Organization, asked);
        (await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(3)))).ShouldNotBe(run);
        await open.CommitAsync();
        await run;
        await fixture.Api.RunJobsAsync();

        (await flows.ScalarAsync<string>("SELECT string_agg(DISTINCT iban, ' ') FROM transfers WHERE organization_id = {org}")).ShouldBe(
            New
        );
        (await flows.ScalarAsync<long>("SELECT count(*) FROM transfers WHERE organization_id = {org}")).ShouldBe(20);
    }

    /// <summary>The notices of another organization are its own: it is told, once, and lists them.</summary>
    [Fact]
    public async Task Whose_notices_credit_the_account_of_another_is_told_when_that_one_is_replaced()
    {
        var (scene, neighbour, stranger) = (
            await Treasurer.SceneAsync(fixture, registeredDaysAgo: 8),
            await fixture.SceneAsync(),
            await fixture.SceneAsync()
        );
        const string account = "IT52L0542811101000000777777";
        await scene.SqlAsync(
            $"""
            INSERT INTO ibans (organization_id, iban, label, is_postal, created_at)
                VALUES ('{scene.Organization}', '{account}', 'Condiviso', false, {TestClock.NowSql} - interval '9 days')
                ON CONFLICT DO NOTHING
            """
        );
        var input = PositionScene.Input();
        input.PaymentOptions![0].Instalments[0].Transfers =
        [
            new() { AmountCents = 9_000 },
            new()
            {
                AmountCents = 1_000,
                OrganizationFiscalCode = scene.Organization,
                Iban = account,
            },
        ];
        var open = await neighbour.CreateAsync(input);
        await neighbour.CancelAsync(await neighbour.CreateAsync(input));

        var asked = await Organizations.ReplaceIbanAsync(
            scene.Organization,
            account,
            new()
            {
                NewIban = Old,
                IsRegistrationConfirmed = true,
                Reason = "Nuovo tesoriere",
            }
        );
        await RunAsync(scene, asked);
        await scene.SqlAsync($"UPDATE iban_replacements SET state = 'running' WHERE organization_id = '{scene.Organization}'");
        await RunAsync(scene, asked);

        PositionScene
            .Instalment(await neighbour.ReadAsync(open))
            .Transfers.Select(t => t.Iban)
            .ShouldBe([Old, account], "what is another's is not changed");
        var told = (await neighbour.SaidAsync($"type = 'iban.beneficiary-replaced' AND subject_id = '{account}'")).ShouldHaveSingleItem();
        told.ToJsonString().ShouldContain(scene.Organization);
        ((long)told["noticesCount"]!).ShouldBe(1);
        (await Organizations.ListIbanNoticesAsync(neighbour.Organization, account))
            .Items.ShouldHaveSingleItem()
            .NoticeNumber.ShouldBe(PositionScene.Instalment(open).NoticeNumber);
        await RefusalAsync(404, "iban-not-found", () => Organizations.ListIbanNoticesAsync(stranger.Organization, account));
        (
            await stranger.QueryAsync<long>(
                $"SELECT count(*) FROM events WHERE organization_id = '{stranger.Organization}' AND type = 'iban.beneficiary-replaced'"
            )
        ).ShouldBe([0]);
    }

    private Task RunAsync(PositionScene scene, IbanReplacement asked) => RunAsync(scene.Organization, asked);

    private async Task RunAsync(string organization, IbanReplacement asked)
    {
        PublicId.TryParse(asked.Id, "ibr", out var id).ShouldBeTrue();
        await using var scope = fixture.Api.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<RunIbanReplacement>()
            .RunAsync(new Job(Guid.NewGuid(), RunIbanReplacement.Kind, organization, $$"""{"replacementId":"{{id}}"}""", 1), default);
    }

    private static Features.Positions.PositionInput Late() =>
        JsonSerializer.Deserialize<Features.Positions.PositionInput>(
            """
            {"serviceCode": "TARI", "description": "TARI 2026",
             "debtor": {"type": "F", "fiscalCode": "RSSMRA80A01H501U", "name": "Mario Rossi"},
             "paymentOptions": [{"instalments": [{"amountCents": 10000}]}]}
            """,
            ApiJson.Options
        )!;

    private async Task<PaymentTransfer> TransferAsync(PositionScene scene, Position position)
    {
        var station = $"{scene.Organization}_01";
        using var node = fixture.Api.Node();
        var answer = await node.SendAsync(
            station,
            new GetPaymentRequest(
                scene.Organization,
                scene.Organization,
                station,
                PaVersion.V2,
                new QrCode(scene.Organization, PositionScene.Instalment(position).NoticeNumber!)
            )
        );
        return answer.Response.ShouldBeOfType<GetPaymentResponse>().Data.Transfers.ShouldHaveSingleItem();
    }
}
