using System.Net;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class ListConnectionExchangesTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Each_attempt_is_there_with_what_it_came_to_and_without_the_key()
    {
        await using var fake = await FlowServer.StartAsync();
        var code = await OrganizationAsync(one.Api);
        fake.Publish(code, "2026-11-23PSPTEST0001-1", payments: 1);
        fake.Publish(code, "2026-11-23PSPTEST0001-2", payments: 1);
        fake.Spoil("2026-11-23PSPTEST0001-2", HttpStatusCode.BadRequest, "<h1>No</h1>");
        await one.Api.Admin.Connections.CreateAsync(
            code,
            new()
            {
                Code = "fdr",
                BaseUrl = fake.Url,
                SubscriptionKey = "nessuno-la-vede",
            }
        );
        await one.Api.RunJobsAsync();

        var all = await ListAsync(code, new());

        all.Count.ShouldBe(4, "the list, the header and the page of the first flow, the header of the second one");
        all.Select(e => e.SentAt).ShouldBeInOrder(SortDirection.Descending);
        all.ShouldAllBe(e => e.Connection == "fdr" && e.Method == "GET" && !e.Url.Contains("nessuno") && e.RequestBytes == 0);
        var failed = (await ListAsync(code, new() { IsFailed = true })).Single();
        (failed.Status, failed.MediaType, failed.ResponseBytes, failed.Failure!.Code).ShouldBe((400, "text/html", 11, "service-refused"));
        (await ListAsync(code, new() { IsFailed = false })).Count.ShouldBe(3);
        (await ListAsync(code, new() { SentFrom = TestClock.Today, SentTo = TestClock.Today })).Count.ShouldBe(4);
        (await ListAsync(code, new() { SentTo = TestClock.Today.AddDays(-1) })).ShouldBeEmpty();
        (await ListAsync(code, new() { SentFrom = TestClock.Today.AddDays(1) })).ShouldBeEmpty();
        var first = await one.Api.Admin.Connections.ListExchangesAsync(code, "fdr", new() { Limit = 3 });
        var rest = await one.Api.Admin.Connections.ListExchangesAsync(code, "fdr", new() { Limit = 3, Cursor = first.NextCursor });
        first.Items.Concat(rest.Items).Select(e => e.Id).ShouldBe(all.Select(e => e.Id));
    }

    private async Task<List<Exchange>> ListAsync(string code, ListConnectionExchangesOptions options) =>
        [.. (await one.Api.Admin.Connections.ListExchangesAsync(code, "fdr", options)).Items];
}
