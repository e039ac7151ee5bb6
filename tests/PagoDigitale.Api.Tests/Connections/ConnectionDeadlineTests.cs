using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Connections;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

/// <summary>Keys that end and services that give nothing are told in time, each once.</summary>
public sealed class ConnectionDeadlineTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task A_key_is_told_of_30_7_and_1_days_before_its_end_and_when_it_has_ended()
    {
        var code = await OrganizationAsync(one.Api);
        await one.Api.Admin.Connections.CreateAsync(
            code,
            new()
            {
                Code = "fdr",
                SubscriptionKeyExpiresOn = TestClock.Today.AddDays(31),
                IsPaused = true,
            }
        );
        var told = new List<int>();

        foreach (var days in new[] { 0, 1, 2, 23, 24, 25, 30, 31, 32, 33 })
        {
            await using var then = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromDays(days)));
            await then.Services.GetRequiredService<TellDeadlines>().RunOnceAsync(CancellationToken.None);
            told.Add(await CountAsync(code, "connection.key-expiring"));
        }

        told.ShouldBe([0, 1, 1, 1, 2, 2, 3, 3, 4, 4]);
    }

    [Fact]
    public async Task A_service_that_gave_nothing_for_25_days_is_told_once()
    {
        var code = await OrganizationAsync(one.Api);
        await one.Api.Admin.Connections.CreateAsync(code, new() { Code = "fdr", IsPaused = true });
        var told = new List<int>();

        foreach (var days in new[] { 24, 26, 40 })
        {
            await using var then = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromDays(days)));
            await then.Services.GetRequiredService<TellDeadlines>().RunOnceAsync(CancellationToken.None);
            told.Add(await CountAsync(code, "connection.unread"));
        }

        told.ShouldBe([0, 1, 1]);
    }

    private async Task<int> CountAsync(string code, string type) =>
        (await one.Api.Admin.Events.ListAsync(code, new() { Type = type })).Items.Count;
}
