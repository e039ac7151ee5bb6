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
