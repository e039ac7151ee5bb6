using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Outbound;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.Connections;

/// <summary>So many calls in so long to a key, whoever of the organizations has it.</summary>
public sealed class CallBudgetsTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Who_waited_a_month_ago_does_not_go_first_today()
    {
        var source = one.Api.Services.GetRequiredService<AppDataSource>();
        var name = $"biz-events/{Guid.NewGuid():N}";
        var budget = new CallBudget(name, 10, TimeSpan.FromMinutes(60));
        CallBudgets At(double days) => new(source, TestClock.In(TimeSpan.FromDays(days)));
        for (var i = 0; i < 10; i++)
            await At(0).TakeAsync(budget, "0", default);
        await Should.ThrowAsync<BudgetSpentException>(() => At(0).TakeAsync(budget, "old", default));
        // A month later: somebody waits for an hour, and then the old one comes.
        for (var i = 0; i < 10; i++)
            await At(30).TakeAsync(budget, "0", default);
        await Should.ThrowAsync<BudgetSpentException>(() => At(30.001).TakeAsync(budget, "waits", default));
        await Should.ThrowAsync<BudgetSpentException>(() => At(30.04).TakeAsync(budget, "old", default));
        var rows = await new PositionScene(one.Api, "x").QueryAsync<string>(
            $"SELECT organization_id FROM outbound_turns WHERE budget = '{name}' ORDER BY waiting_since"
        );
        rows.ShouldBe(["waits", "old"]);
    }

    [Fact]
    public async Task Of_many_at_once_ten_are_granted()
    {
        var source = one.Api.Services.GetRequiredService<AppDataSource>();
        var budget = new CallBudget($"biz-events/{Guid.NewGuid():N}", 10, TimeSpan.FromMinutes(60));
        var now = new CallBudgets(source, TestClock.Instance);
        var (granted, refused) = (0, 0);
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 60),
            new ParallelOptions { MaxDegreeOfParallelism = 15 },
            async (i, _) =>
            {
                try
                {
                    await now.TakeAsync(budget, $"o{i % 7}", default);
                    Interlocked.Increment(ref granted);
                }
                catch (BudgetSpentException)
                {
                    Interlocked.Increment(ref refused);
                }
            }
        );
        (granted, refused).ShouldBe((10, 50));
    }

    [Fact]
    public async Task Everybody_has_his_turn_and_never_more_than_ten_in_an_hour()
    {
        var source = one.Api.Services.GetRequiredService<AppDataSource>();
        var budget = new CallBudget($"biz-events/{Guid.NewGuid():N}", 10, TimeSpan.FromMinutes(60));
        var calls = new List<(int Minute, string Who)>();
        var next = new Dictionary<string, double>();
        for (var minute = 0; minute < 300; minute += 2)
        {
            var budgets = new CallBudgets(source, TestClock.In(TimeSpan.FromMinutes(minute)));
            foreach (var who in Enumerable.Range(0, 25).Select(i => $"{i:00000000000}").OrderBy(_ => Random.Shared.Next()))
            {
                if (next.GetValueOrDefault(who) > minute)
                    continue;
                while (true)
                    try
                    {
                        await budgets.TakeAsync(budget, who, default);
                        calls.Add((minute, who));
                    }
                    catch (BudgetSpentException spent)
                    {
                        next[who] = minute + Math.Max(1, spent.Wait.TotalMinutes);
                        break;
                    }
            }
        }
        foreach (var c in calls)
            calls.Count(x => x.Minute > c.Minute - 60 && x.Minute <= c.Minute).ShouldBeLessThanOrEqualTo(10);
        calls.Select(c => c.Who).Distinct().Count().ShouldBe(25);
        calls.Count.ShouldBeGreaterThanOrEqualTo(45);
    }

    [Fact]
    public async Task Who_does_not_come_back_holds_no_call()
    {
        var source = one.Api.Services.GetRequiredService<AppDataSource>();
        var name = $"biz-events/{Guid.NewGuid():N}";
        var budget = new CallBudget(name, 10, TimeSpan.FromMinutes(60));
        var now = new CallBudgets(source, TestClock.Instance);
        for (var i = 0; i < 10; i++)
            await now.TakeAsync(budget, "00000000000", default);
        for (var i = 1; i <= 10; i++)
            await Should.ThrowAsync<BudgetSpentException>(() => now.TakeAsync(budget, $"0000000000{i % 10}{i / 10}", default));
        var answers = new List<string>();
        for (var minutes = 61; minutes <= 81; minutes += 10)
        {
            var later = new CallBudgets(source, TestClock.In(TimeSpan.FromMinutes(minutes)));
            var e = await Record.ExceptionAsync(() => later.TakeAsync(budget, "99999999999", default));
            answers.Add($"{minutes}: {e?.Message ?? "granted"}");
        }
        // They might still come, as they were told to.
        answers[0].ShouldNotEndWith("granted");
        answers[^1].ShouldEndWith("granted");
    }
}
