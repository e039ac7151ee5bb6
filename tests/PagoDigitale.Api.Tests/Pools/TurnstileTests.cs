using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Pools;

public sealed class TurnstileTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_organization_that_waits_is_passed_by_the_others()
    {
        var turnstile = New(inAll: 5, perOrganization: 2, perClient: 5, Long);
        var first = (await turnstile.EnterAsync("A", "client-a", default)).Value!;
        using var second = (await turnstile.EnterAsync("A", "client-a", default)).Value!;
        var waiting = Enumerable.Range(0, 58).Select(_ => turnstile.EnterAsync("A", "client-a", default)).ToList();

        using (var other = (await turnstile.EnterAsync("B", "client-b", default)).Value!)
            waiting.ShouldAllBe(w => !w.IsCompleted);

        first.Dispose();
        (await waiting[0]).IsRefused.ShouldBeFalse();
        waiting.Skip(1).ShouldAllBe(w => !w.IsCompleted);
    }

    [Fact]
    public async Task A_client_that_acts_for_many_organizations_leaves_room_to_other_clients()
    {
        var turnstile = New(inAll: 4, perOrganization: 2, perClient: 3, Short);
        for (var i = 0; i < 3; i++)
            (await turnstile.EnterAsync($"{i}", "greedy", default)).IsRefused.ShouldBeFalse();

        var refused = await turnstile.EnterAsync("9", "greedy", default);
        var other = await turnstile.EnterAsync("9", "modest", default);

        refused.Error!.Code.ShouldBe("too-many-at-once");
        refused.Error.Detail.ToString().ShouldContain("'greedy'");
        other.IsRefused.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_waits_in_vain_is_told_whose_limit_it_was_and_when_to_come_back()
    {
        var turnstile = New(inAll: 2, perOrganization: 1, perClient: 2, Short);
        using var a = (await turnstile.EnterAsync("A", "1", default)).Value!;
        var sameOrganization = (await turnstile.EnterAsync("A", "2", default)).Error!;
        using var b = (await turnstile.EnterAsync("B", "2", default)).Value!;
        var everything = (await turnstile.EnterAsync("C", "3", default)).Error!;

        (sameOrganization.Kind, sameOrganization.Code).ShouldBe((ErrorKind.TooMany, "too-many-at-once"));
        sameOrganization.Detail.ToString().ShouldContain("organization A");
        (everything.Kind, everything.Code).ShouldBe((ErrorKind.Busy, "overloaded"));
        new[] { sameOrganization, everything }.ShouldAllBe(e => e.RetryAfter > TimeSpan.Zero);
    }

    [Fact]
    public async Task A_queue_that_is_too_long_is_not_joined()
    {
        var turnstile = new Turnstile(new(1, 1, 9, Long) { WaitingMax = 2 }, TimeProvider.System);
        using var inside = (await turnstile.EnterAsync("A", null, default)).Value!;
        var waiting = new[] { turnstile.EnterAsync("A", null, default), turnstile.EnterAsync("A", null, default) };

        (await turnstile.EnterAsync("A", null, default)).Error!.Code.ShouldBe("too-many-at-once");
        waiting.ShouldAllBe(w => !w.IsCompleted);
    }

    [Fact]
    public async Task Who_hangs_up_while_waiting_leaves_no_trace()
    {
        var turnstile = New(inAll: 1, perOrganization: 1, perClient: 1, Long);
        using var hangUp = new CancellationTokenSource();
        var inside = (await turnstile.EnterAsync("A", "1", default)).Value!;
        var waiting = turnstile.EnterAsync("A", "1", hangUp.Token);
        await hangUp.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        inside.Dispose();
        inside.Dispose();
        (await turnstile.EnterAsync("A", "1", default)).IsRefused.ShouldBeFalse();
    }

    /// <summary>
    /// Callers of all kinds, many at once, some of whom hang up or wait in vain: no limit is ever exceeded and no place is lost.
    /// </summary>
    [Fact]
    public async Task Limits_hold_and_no_place_is_lost_whatever_comes()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var turnstile = New(inAll: 6, perOrganization: 2, perClient: 3, TimeSpan.FromMilliseconds(40));
        var inside = new Dictionary<string, int>();
        var most = new Dictionary<string, int>();
        var plans = Enumerable
            .Range(0, 2_000)
            .Select(_ =>
                (
                    Organization: $"o{random.Next(5)}",
                    Client: $"c{random.Next(4)}",
                    Stay: random.Next(4),
                    HangUp: random.Next(20) == 0,
                    Start: random.Next(600)
                )
            )
            .ToList();

        var refused = await Task.WhenAll(
            plans.Select(async plan =>
            {
                await Task.Delay(plan.Start);
                using var hangUp = new CancellationTokenSource(plan.HangUp ? 5 : 60_000);
                try
                {
                    var entered = await turnstile.EnterAsync(plan.Organization, plan.Client, hangUp.Token);
                    if (entered.IsRefused)
                        return 1;
                    string[] keys = ["all", plan.Organization, plan.Client];
                    Count(keys, 1);
                    await Task.Delay(plan.Stay);
                    Count(keys, -1);
                    entered.Value!.Dispose();
                    return 0;
                }
                catch (OperationCanceledException)
                {
                    return 1;
                }
            })
        );

        most["all"].ShouldBe(6, "it was full at times");
        most.Where(m => m.Key[0] == 'o').ShouldAllBe(m => m.Value <= 2);
        most.Where(m => m.Key[0] == 'c').ShouldAllBe(m => m.Value <= 3);
        refused.Sum().ShouldBeLessThan(plans.Count);
        // Every place is free again.
        for (var i = 0; i < 6; i++)
            (await turnstile.EnterAsync($"n{i}", $"n{i}", default)).IsRefused.ShouldBeFalse();

        void Count(string[] keys, int by)
        {
            lock (inside)
                foreach (var key in keys)
                {
                    inside[key] = inside.GetValueOrDefault(key) + by;
                    most[key] = Math.Max(most.GetValueOrDefault(key), inside[key]);
                }
        }
    }

    private static Turnstile New(int inAll, int perOrganization, int perClient, TimeSpan patience) =>
        new(new(inAll, perOrganization, perClient, patience), TimeProvider.System);
}
