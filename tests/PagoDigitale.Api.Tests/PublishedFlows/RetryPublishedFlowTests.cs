using System.Net;
using System.Text;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.PublishedFlows;

public sealed class RetryPublishedFlowTests(PublishingWorld world) : IClassFixture<PublishingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.NoFaultAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task One_that_would_wait_is_fetched_at_once()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-1", payments: 2);
        fake.Spoil("2026-11-30PSPTEST0001-1", HttpStatusCode.BadRequest, """{"errorId": "1", "httpStatusCode": 400}""");
        await scene.ConnectAsync(fake.Url);
        await scene.FetchAsync();
        var waiting = (await scene.PublishedAsync()).Single();
        (waiting.State, waiting.Attempts, waiting.Failure!.Code).ShouldBe(("to-fetch", 1, "service-refused"));
        waiting.NextAttemptAt.ShouldNotBeNull().ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());
        fake.Mend("2026-11-30PSPTEST0001-1");
        // By itself it would be tried later: the call passes it over.
        (await scene.FetchAsync()).BacklogCount.ShouldBe(1);

        var asked = await scene.Client.PublishedFlows.RetryAsync(scene.Code, waiting.Id);
        await world.Api.RunJobsAsync();

        asked.State.ShouldBe("to-fetch");
        (await scene.Client.PublishedFlows.ReadAsync(scene.Code, waiting.Id)).State.ShouldBe("fetched");
    }

    [Fact]
    public async Task One_bad_flow_holds_no_other_up_and_is_told_after_three_attempts()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        foreach (var number in Enumerable.Range(1, 4))
            fake.Publish(scene.Code, $"2026-11-30PSPTEST0001-{number}", payments: number);
        fake.Spoil("2026-11-30PSPTEST0001-2", HttpStatusCode.InternalServerError, "<html><body>Oops</body></html>");
        await scene.ConnectAsync(fake.Url);

        var connection = await scene.FetchAsync();

        (connection.State, connection.BacklogCount).ShouldBe(("working", 1));
        (await scene.PublishedAsync("fetched")).Count.ShouldBe(3);
        var bad = (await scene.PublishedAsync("to-fetch")).Single();
        (bad.FlussoId, bad.Failure!.Code, bad.Attempts).ShouldBe(("2026-11-30PSPTEST0001-2", "service-failed", 1));
        for (var attempt = 2; attempt <= 3; attempt++)
        {
            await scene.Client.PublishedFlows.RetryAsync(scene.Code, bad.Id);
            await world.Api.RunJobsAsync();
        }
        (await scene.Client.PublishedFlows.ReadAsync(scene.Code, bad.Id)).Attempts.ShouldBe(3);
        (await scene.EventsAsync("published-flow.failing")).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_gives_none_of_its_flows_is_failing_and_is_asked_again_when_the_first_is_due()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        foreach (var number in Enumerable.Range(1, 4))
        {
            fake.Publish(scene.Code, $"2026-11-30PSPTEST0001-{number}", payments: number);
            fake.Spoil($"2026-11-30PSPTEST0001-{number}", HttpStatusCode.OK, "<html>Torniamo subito</html>");
        }
        await scene.ConnectAsync(fake.Url);

        var failing = await scene.FetchAsync();

        (failing.State, failing.Failure!.Code, failing.BacklogCount).ShouldBe(("failing", "answer-unreadable", 4));
        (await scene.PublishedAsync()).Count(p => p.Attempts == 1).ShouldBe(3, "the fourth is asked for by the next run");
        var exchanges = (await scene.Client.Connections.ListExchangesAsync(scene.Code, "fdr", new() { IsFailed = true })).Items;
        exchanges.Count.ShouldBe(3);
        exchanges.ShouldAllBe(e => e.Status == 200 && e.Failure!.Code == "answer-unreadable");
        foreach (var number in Enumerable.Range(2, 3))
            fake.Mend($"2026-11-30PSPTEST0001-{number}");

        var working = await scene.FetchAsync();

        var first = (await scene.PublishedAsync("to-fetch")).OrderBy(p => p.NextAttemptAt).First();
        working.State.ShouldBe("working");
        working.NextCallAt!.Value.ShouldBeInRange(first.NextAttemptAt!.Value.AddSeconds(-1), first.NextAttemptAt.Value.AddSeconds(61));
    }

    [Theory]
    [InlineData(HttpStatusCode.Forbidden, "", "service-denied")]
    [InlineData(HttpStatusCode.TooManyRequests, "", "service-throttled")]
    [InlineData(HttpStatusCode.NotFound, "", "service-refused")]
    [InlineData(HttpStatusCode.OK, "br", "answer-unreadable")]
    [InlineData(HttpStatusCode.OK, "gzip", "answer-unreadable")]
    public async Task What_is_wrong_with_one_flow_only_is_that_flows(HttpStatusCode status, string coding, string code)
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        foreach (var number in Enumerable.Range(1, 4))
            fake.Publish(scene.Code, $"2026-11-30PSPTEST0001-{number}", payments: number);
        fake.Spoil("2026-11-30PSPTEST0001-1", status, "<html>", coding);
        await scene.ConnectAsync(fake.Url);
        await scene.FetchAsync();

        // Where it looked like the service's fault the run has ended; the next one begins with the others.
        await scene.FetchAsync();

        (await scene.PublishedAsync("fetched")).Count.ShouldBe(3);
        var bad = (await scene.PublishedAsync("to-fetch")).Single();
        (bad.Failure!.Code, bad.Attempts).ShouldBe((code, 1));
        (await scene.Client.Connections.ReadAsync(scene.Code, "fdr")).State.ShouldBe("working");
    }

    [Fact]
    public async Task Another_flow_than_the_one_that_was_asked_for_is_not_taken_for_it()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-1", payments: 1);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-2", payments: 2);
        fake.Confuse("2026-11-30PSPTEST0001-1", "2026-11-30PSPTEST0001-2");
        await scene.ConnectAsync(fake.Url);

        await scene.FetchAsync();

        var waiting = (await scene.PublishedAsync("to-fetch")).Single();
        (waiting.FlussoId, waiting.Failure!.Code).ShouldBe(("2026-11-30PSPTEST0001-1", "answer-unreadable"));
        (await scene.PublishedAsync("fetched")).Single().FlussoId.ShouldBe("2026-11-30PSPTEST0001-2");
    }

    [Fact]
    public async Task A_name_that_would_lead_elsewhere_is_not_asked_for()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "..", payments: 1);
        await scene.ConnectAsync(fake.Url);

        await scene.FetchAsync();

        (await scene.PublishedAsync()).Single().Failure!.Code.ShouldBe("answer-unreadable");
        (await scene.Client.Connections.ListExchangesAsync(scene.Code, "fdr")).Items.ShouldAllBe(e => e.Url.Contains("/fdrs?"));
    }

    [Fact]
    public async Task A_connection_that_is_removed_is_called_no_more()
    {
        await using var fake = await FlowServer.StartAsync();
        fake.Delay = TimeSpan.FromMilliseconds(40);
        var scene = await world.SceneAsync(isConnected: false);
        foreach (var number in Enumerable.Range(10, 30))
            fake.Publish(scene.Code, $"2026-11-30PSPTEST0001-{number}", payments: 1, iurPrefix: $"F{number}");
        await scene.ConnectAsync(fake.Url);
        var run = world.Api.RunJobsAsync();
        while ((await scene.PublishedAsync("fetched")).Count < 2 && !run.IsCompleted)
            await Task.Delay(20);

        await scene.Client.Connections.RemoveAsync(scene.Code, "fdr");
        await scene.Client.Connections.CreateAsync(
            scene.Code,
            new()
            {
                Code = "fdr",
                BaseUrl = fake.Url,
                IsPaused = true,
            }
        );
        await run;

        (await scene.PublishedAsync("to-fetch")).Count.ShouldBeGreaterThan(10);
        var next = await scene.Client.Connections.ReadAsync(scene.Code, "fdr");
        (next.LastCalledAt, next.LastSuccessAt).ShouldBe((null, null), "that was the other one's call");
    }

    [Fact]
    public async Task A_list_that_lacks_most_of_what_it_told_deletes_nothing()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        var flows = Enumerable.Range(1, 6).Select(n => $"2026-11-30PSPTEST0001-{n}").ToList();
        foreach (var flow in flows)
            fake.Publish(scene.Code, flow, payments: 1);
        await scene.ConnectAsync(fake.Url);
        await scene.FetchAsync();

        flows.ForEach(fake.Forget);
        var failing = await scene.FetchAsync();

        (failing.State, failing.Failure!.Code).ShouldBe(("failing", "answer-unreadable"));
        failing.Failure.Message.ShouldContain("6 of 6");
        (await scene.PublishedAsync()).ShouldAllBe(p => p.State == "fetched");

        foreach (var flow in flows.Take(4))
            fake.Publish(scene.Code, flow, payments: 1);
        (await scene.FetchAsync()).State.ShouldBe("working");
        (await scene.PublishedAsync("deleted")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_flow_that_is_refused_is_a_refused_message_and_its_replay_settles_it()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish("99999999999", "2026-11-30PSPTEST0001-9", payments: 1, listedFor: scene.Code);
        await scene.ConnectAsync(fake.Url);

        await scene.FetchAsync();

        var refused = (await scene.PublishedAsync()).Single();
        (refused.State, refused.Failure!.Code).ShouldBe(("refused", "receiver-mismatch"));
        (await scene.EventsAsync("published-flow")).ShouldBe(["published-flow.refused"]);
        var message = (await scene.Client.RefusedMessages.ListAsync(scene.Code)).Items.Single();
        (message.Kind, message.Source).ShouldBe(("rendicontazione", "fdr"));
        // Fetched again it is refused again: counted, not kept twice.
        await scene.Client.PublishedFlows.RetryAsync(scene.Code, refused.Id);
        await world.Api.RunJobsAsync();
        (await scene.Client.RefusedMessages.ListAsync(scene.Code)).Items.Single().SeenCount.ShouldBe(2);
    }

    [Fact]
    public async Task Two_files_of_one_flow_with_one_date_wait_for_a_decision_and_the_replay_makes_it_fetched()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-7", payments: 2);
        var other = Encoding.UTF8.GetString(fake.FileOf("2026-11-30PSPTEST0001-7")).Replace("\"IUR00001\"", "\"IUR0000X\"");
        await scene.Client.Rendicontazioni.UploadAsync(scene.Code, "altro.json", new MemoryStream(Encoding.UTF8.GetBytes(other)));
        await scene.ConnectAsync(fake.Url);
        await scene.FetchAsync();
        var refused = (await scene.PublishedAsync()).Single();
        (refused.State, refused.Failure!.Code).ShouldBe(("refused", "rendicontazione-differs"));

        var message = (await scene.Client.RefusedMessages.ListAsync(scene.Code)).Items.Single();
        var taken = await scene.Client.RefusedMessages.ReplayAsync(scene.Code, message.Id);

        var settled = await scene.Client.PublishedFlows.ReadAsync(scene.Code, refused.Id);
        (settled.State, settled.RendicontazioneId, settled.Failure).ShouldBe(("fetched", taken.TakenAs, null));
    }

    [Fact]
    public async Task A_second_revision_with_the_same_date_is_believed()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-5", payments: 2);
        await scene.ConnectAsync(fake.Url);
        await scene.FetchAsync();
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-5", payments: 3, revision: 2);

        await scene.FetchAsync();

        (await scene.PublishedAsync()).Select(p => (p.Revision, p.State)).ShouldBe([(2, "fetched"), (1, "fetched")]);
        (await scene.Client.Rendicontazioni.ListAsync(scene.Code))
            .Items.Select(r => (r.PaymentsCount, r.State))
            .ShouldBe([(3, "parsed"), (2, "superseded")]);
    }

    [Fact]
    public async Task A_flow_of_wrong_totals_is_taken_and_anomalous()
    {
        await using var fake = await FlowServer.StartAsync();
        var scene = await world.SceneAsync(isConnected: false);
        fake.Publish(scene.Code, "2026-11-30PSPTEST0001-3", payments: 2, totalCents: 1);
        await scene.ConnectAsync(fake.Url);

        await scene.FetchAsync();

        var fetched = (await scene.PublishedAsync()).Single();
        fetched.State.ShouldBe("fetched");
        (await scene.Client.Rendicontazioni.ReadAsync(scene.Code, fetched.RendicontazioneId!)).State.ShouldBe("anomalous");
    }

    [Fact]
    public async Task What_is_fetched_stays_and_without_a_connection_nothing_is_fetched()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await scene.FetchAsync();
        var fetched = (await scene.PublishedAsync()).Single();

        await RefusalAsync(409, "published-flow-settled", () => scene.Client.PublishedFlows.RetryAsync(scene.Code, fetched.Id));
        var connection = await scene.Client.Connections.ReadAsync(scene.Code, "fdr");
        await scene.Client.Connections.ChangeAsync(scene.Code, "fdr", connection.Version, new() { IsPaused = true });
        await RefusalAsync(409, "connection-paused", () => scene.Client.PublishedFlows.RetryAsync(scene.Code, fetched.Id));
        await scene.Client.Connections.RemoveAsync(scene.Code, "fdr");
        await RefusalAsync(409, "connection-missing", () => scene.Client.PublishedFlows.RetryAsync(scene.Code, fetched.Id));
    }
}
