using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.PublishedFlows;

/// <summary>Nobody downloads a rendicontazione: what pagoPA publishes comes by itself, whatever goes wrong on the way.</summary>
public sealed class FetchPublishedFlowsTests(PublishingWorld world) : IClassFixture<PublishingWorld>, IAsyncLifetime
{
    public Task InitializeAsync() => world.NoFaultAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task What_is_published_is_fetched_and_taken_as_if_it_had_been_uploaded()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(6);

        var connection = await scene.FetchAsync();

        (connection.State, connection.Failure, connection.BacklogCount).ShouldBe(("working", null, 0));
        connection.LastCalledAt!.Value.ShouldBeGreaterThanOrEqualTo(connection.CallRequestedAt!.Value);
        var flows = await scene.FlowsAsync();
        flows.Count.ShouldBe(3);
        var published = await scene.PublishedAsync();
        published.Select(p => p.FlussoId).ShouldBe(flows.Select(f => (string)f["flussoId"]!), ignoreOrder: true);
        published.ShouldAllBe(p => p.State == "fetched" && p.Attempts == 1 && p.Revision == 1 && p.Failure == null);
        foreach (var flow in published)
        {
            var rendicontazione = await scene.Client.Rendicontazioni.ReadAsync(scene.Code, flow.RendicontazioneId!);
            (rendicontazione.FlussoId, rendicontazione.PaymentsCount, rendicontazione.State).ShouldBe((flow.FlussoId, 2, "parsed"));
        }
        (await scene.EventsAsync("published-flow")).ShouldBe(Enumerable.Repeat("published-flow.fetched", 3));
        (await scene.Client.Positions.ListAsync(scene.Code)).Items.ShouldAllBe(p => p.State == "reported");
    }

    [Fact]
    public async Task Asked_again_nothing_is_taken_twice()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(3);
        await scene.FetchAsync();

        await scene.FetchAsync();

        (await scene.PublishedAsync()).ShouldAllBe(p => p.Attempts == 1);
        (await scene.Client.Rendicontazioni.ListAsync(scene.Code)).Items.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_flow_that_was_uploaded_by_hand_is_found_and_not_taken_twice()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        var flow = (await scene.FlowsAsync()).Single();
        var xml = await world.Simulator.GetByteArrayAsync($"fdr/{flow["flussoId"]}/xml");
        var uploaded = await scene.Client.Rendicontazioni.UploadAsync(scene.Code, "flusso.xml", new MemoryStream(xml));

        await scene.FetchAsync();

        (await scene.PublishedAsync()).Single().RendicontazioneId.ShouldBe(uploaded.Id);
        (await scene.Client.Rendicontazioni.ListAsync(scene.Code)).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_later_revision_takes_the_place_of_the_one_that_was_fetched()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(2, pspId: "BPROITMM");
        await scene.FetchAsync();
        var first = (await scene.PublishedAsync()).Single();
        var flow = (await scene.FlowsAsync()).Single();
        await world.PostAsync($"fdr/{first.FlussoId}/revise", new { dropIur = (string)flow["receiptIds"]![0]! });

        await scene.FetchAsync();

        var second = (await scene.PublishedAsync()).First();
        (second.Revision, second.State).ShouldBe((2, "fetched"));
        var counts = (await scene.Client.Rendicontazioni.ListAsync(scene.Code)).Items;
        counts.Select(r => (r.Id, r.State)).ShouldBe([(second.RendicontazioneId!, "parsed"), (first.RendicontazioneId!, "superseded")]);
        (await scene.PublishedAsync()).Last().State.ShouldBe("fetched");
    }

    [Fact]
    public async Task A_revision_published_before_the_first_one_was_fetched_is_fetched_alone()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(2, pspId: "BPROITMM");
        var flow = (await scene.FlowsAsync()).Single();
        await world.FaultAsync(ServiceFaults.ServerError);
        await scene.FetchAsync();
        await world.NoFaultAsync();
        // The list is read and the flow is not.
        await world.FaultAsync(ServiceFaults.HalfPage);
        await scene.FetchAsync();
        await world.NoFaultAsync();
        await world.PostAsync($"fdr/{flow["flussoId"]}/revise", new { });

        await scene.FetchAsync();

        (await scene.Client.Rendicontazioni.ListAsync(scene.Code)).Items.Single().PaymentsCount.ShouldBe(2);
    }

    [Fact]
    public async Task A_flow_that_is_deleted_is_told_and_what_was_fetched_of_it_stays()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await scene.FetchAsync();
        var before = (await scene.PublishedAsync()).Single();
        (await world.Simulator.DeleteAsync($"fdr/{before.FlussoId}")).EnsureSuccessStatusCode();

        await scene.FetchAsync();

        var after = (await scene.PublishedAsync()).Single();
        (after.State, after.RendicontazioneId).ShouldBe(("deleted", before.RendicontazioneId));
        (await scene.EventsAsync("published-flow")).ShouldBe(["published-flow.fetched", "published-flow.deleted"]);
        (await scene.Client.Rendicontazioni.ReadAsync(scene.Code, before.RendicontazioneId!)).State.ShouldBe("parsed");

        await world.PostAsync($"fdr/{before.FlussoId}/publish", new { });
        await scene.FetchAsync();
        (await scene.PublishedAsync()).Single().State.ShouldBe("fetched");
        (await scene.EventsAsync("published-flow.restored")).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(ServiceFaults.HtmlPage, "answer-unreadable")]
    [InlineData(ServiceFaults.HalfPage, "answer-unreadable")]
    [InlineData(ServiceFaults.SamePage, "answer-unreadable")]
    [InlineData(ServiceFaults.ServerError, "service-failed")]
    [InlineData(ServiceFaults.TooManyRequests, "service-throttled")]
    [InlineData(ServiceFaults.Slow, "service-timeout")]
    [InlineData(ServiceFaults.DropBefore, "service-unreachable")]
    [InlineData(ServiceFaults.ErrorIn200, "answer-unreadable")]
    public async Task A_list_that_cannot_be_had_is_told_and_had_later(string fault, string code)
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await world.FaultAsync(fault, retryAfterSeconds: 600);

        var failing = await scene.FetchAsync();

        (failing.State, failing.Failure!.Code).ShouldBe(("failing", code));
        failing.FailingSince.ShouldNotBeNull();
        failing.NextCallAt!.Value.ShouldBeGreaterThan(
            failing.LastCalledAt!.Value.AddSeconds(fault == ServiceFaults.TooManyRequests ? 599 : 59)
        );
        (await scene.PublishedAsync()).ShouldBeEmpty();

        await world.NoFaultAsync();
        var working = await scene.FetchAsync();

        (working.State, working.Failure, working.FailingSince).ShouldBe(("working", null, null));
        (await scene.PublishedAsync("fetched")).Count.ShouldBe(1);
        (await scene.EventsAsync("connection")).ShouldBe(["connection.created", "connection.failing", "connection.recovered"]);
    }

    [Fact]
    public async Task A_passing_fault_is_not_even_told()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await world.FaultAsync(ServiceFaults.ServerError, times: 2);

        var connection = await scene.FetchAsync();

        connection.State.ShouldBe("working");
        var exchanges = (await scene.Client.Connections.ListExchangesAsync(scene.Code, "fdr")).Items;
        exchanges.Count(e => e.Status == 500).ShouldBe(2);
        (await scene.PublishedAsync()).Single().State.ShouldBe("fetched");
    }

    [Fact]
    public async Task A_key_that_is_wrong_is_told_and_the_right_one_mends_it()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        await world.PostAsync("fdr-org/subscription-key", new { subscriptionKey = "s3cret-of-the-test" });
        try
        {
            var denied = await scene.FetchAsync();
            (denied.State, denied.Failure!.Code).ShouldBe(("failing", "service-denied"));
            denied.Failure.Message.ShouldContain("401");

            await scene.Client.Connections.ChangeAsync(scene.Code, "fdr", denied.Version, new() { SubscriptionKey = "s3cret-of-the-test" });
            // The change has it called by itself.
            await world.Api.RunJobsAsync();

            (await scene.Client.Connections.ReadAsync(scene.Code, "fdr")).State.ShouldBe("working");
            (await scene.PublishedAsync("fetched")).Count.ShouldBe(1);
        }
        finally
        {
            await world.PostAsync("fdr-org/subscription-key", new { });
        }
    }

    [Fact]
    public async Task A_paused_connection_is_left_alone()
    {
        var scene = await world.SceneAsync();
        await scene.PayAsync(1);
        var connection = await scene.Client.Connections.ReadAsync(scene.Code, "fdr");
        await scene.Client.Connections.ChangeAsync(scene.Code, "fdr", connection.Version, new() { IsPaused = true });

        // What was asked for before the pause runs, and calls nobody.
        await world.Api.RunJobsAsync();

        (await scene.Client.Connections.ListExchangesAsync(scene.Code, "fdr")).Items.ShouldBeEmpty();
        (await scene.PublishedAsync()).ShouldBeEmpty();
    }
}
