using System.Net;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.PublishedFlows;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.PublishedFlows;

/// <summary>pagoPA keeps a flow for thirty days: what is not here by then is told before, and said to be lost after.</summary>
public sealed class RetentionTests(OneApi one) : IClassFixture<OneApi>
{
    private const string Fdr = "2026-10-29PSPTEST0001-1";

    [Fact]
    public async Task What_cannot_be_fetched_is_told_after_25_days_and_lost_after_30()
    {
        await using var fake = await FlowServer.StartAsync();
        var organization = await Registry.OrganizationAsync(one.Api);
        fake.Publish(organization, Fdr, payments: 1, publishedAt: TestClock.Now.AddDays(-24));
        fake.Spoil(Fdr, HttpStatusCode.BadRequest, "{}");
        await one.Api.Admin.Connections.CreateAsync(organization, new() { Code = "fdr", BaseUrl = fake.Url });
        await one.Api.RunJobsAsync();

        await WatchAsync(one.Api);
        (await EventsAsync(organization)).ShouldBeEmpty();

        await using (var later = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromDays(2))))
        {
            await WatchAsync(later);
            await WatchAsync(later);
        }
        (await EventsAsync(organization)).ShouldBe(["published-flow.expiring"]);
        (await one.Api.Admin.PublishedFlows.ListAsync(organization)).Items.Single().State.ShouldBe("to-fetch");

        await using (var later = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromDays(7))))
        {
            await WatchAsync(later);
            await WatchAsync(later);
        }
        (await EventsAsync(organization)).ShouldBe(["published-flow.expiring", "published-flow.lost"]);
        var lost = (await one.Api.Admin.PublishedFlows.ListAsync(organization)).Items.Single();
        (lost.State, lost.Failure!.Code, lost.NextAttemptAt).ShouldBe(("lost", "service-refused", null));
    }

    [Fact]
    public async Task What_is_only_too_old_to_be_listed_is_not_thought_deleted()
    {
        await using var fake = await FlowServer.StartAsync();
        var organization = await Registry.OrganizationAsync(one.Api);
        fake.Publish(organization, Fdr, payments: 1, publishedAt: TestClock.Now.AddDays(-28));
        fake.Publish(organization, Fdr + "2", payments: 1, publishedAt: TestClock.Now.AddDays(-2));
        await one.Api.Admin.Connections.CreateAsync(organization, new() { Code = "fdr", BaseUrl = fake.Url });
        await one.Api.RunJobsAsync();
        fake.Forget(Fdr);
        fake.Forget(Fdr + "2");

        await one.Api.Admin.Connections.CallAsync(organization, "fdr");
        await one.Api.RunJobsAsync();

        (await one.Api.Admin.PublishedFlows.ListAsync(organization))
            .Items.OrderBy(p => p.PublishedAt)
            .Select(p => p.State)
            .ShouldBe(["fetched", "deleted"]);
    }

    private static Task<int> WatchAsync(TestApi api) =>
        api.Services.GetRequiredService<WatchRetention>().RunOnceAsync(CancellationToken.None);

    private async Task<List<string>> EventsAsync(string organization) =>
        [
            .. (await one.Api.Admin.Events.ListAsync(organization, new() { Limit = 200 }))
                .Items.Select(e => e.Type)
                .Where(t => t is "published-flow.expiring" or "published-flow.lost"),
        ];
}
