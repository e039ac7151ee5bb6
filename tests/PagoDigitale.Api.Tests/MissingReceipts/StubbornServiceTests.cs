using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.MissingReceipts.Recovering;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;

namespace PagoDigitale.Api.Tests.MissingReceipts;

/// <summary>Whatever the service answers, and whenever: one receipt holds no other up, and nothing is taken twice.</summary>
public sealed class StubbornServiceTests(OneApi one) : IClassFixture<OneApi>
{
    [Theory]
    [InlineData("7e28")]
    [InlineData("70000000000000000000000000000")]
    [InlineData("1e400")]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("100.000000000000000000000000000000000001")]
    public async Task An_amount_that_is_none_stops_no_other_receipt(string amount)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (bad, good) = (await scene.PaidAsync(), await scene.PaidAsync());
        scene.Server.Answer = async (iur, http) =>
        {
            if (iur != bad.ReceiptId)
                return false;
            var text = scene.Server.Has[iur].ToJsonString().Replace("\"paymentAmount\":100", "\"paymentAmount\":" + amount);
            await http.Response.WriteAsync(text);
            return true;
        };
        await scene.ReportAsync([bad], paidOn: TestClock.Today.AddDays(-5));
        await scene.ReportAsync([good]);
        for (var i = 0; i < 4; i++)
            await FindAsync(scene.Code);
        (await scene.MissingAsync("received")).ShouldContain(m => m.Iur == good.ReceiptId);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    [InlineData(401)]
    public async Task Who_wants_to_be_left_alone_is_not_called_because_a_flow_comes(int status)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        scene.Server.Answer = (_, http) =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.RetryAfter = "86400";
            return Task.FromResult(true);
        };
        await scene.ReportAsync([await scene.PaidAsync()]);
        await scene.RunAsync();
        var first = scene.Server.Calls.Count;
        for (var i = 0; i < 3; i++)
        {
            await scene.ReportAsync([await scene.PaidAsync()]);
            await scene.RunAsync();
        }
        (first, scene.Server.Calls.Count).ShouldBe((1, 1));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2099-01-01")]
    public async Task A_date_that_cannot_be_right_puts_nothing_off(string date)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        await scene.ReportAsync([await scene.PaidAsync()], "4", DateOnly.Parse(date, CultureInfo.InvariantCulture));

        (await scene.MissingAsync()).Single().NextAttemptAt!.Value.ShouldBeLessThan(TestClock.Now.AddDays(4));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(-1)]
    public async Task One_of_which_the_service_will_not_hear_goes_behind_the_others(int status)
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (bad, good) = (await scene.PaidAsync(), await scene.PaidAsync());
        scene.Server.Answer = async (iur, http) =>
        {
            if (iur != bad.ReceiptId)
                return false;
            if (status < 0)
                http.Abort();
            else
                http.Response.StatusCode = status;
            return true;
        };
        await scene.ReportAsync([bad], paidOn: TestClock.Today.AddDays(-5));
        await scene.ReportAsync([good]);
        await scene.RunAsync();
        await scene.LaterAsync(TimeSpan.FromMinutes(2));
        (await scene.MissingAsync("received")).ShouldContain(m => m.Iur == good.ReceiptId);
    }

    [Fact]
    public async Task A_wrong_address_is_no_receipt_that_pagopa_does_not_know()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await scene.ConnectAsync(scene.Server.Url.Replace("/bizevents/service/v1", "/sbagliato", StringComparison.Ordinal));
        await scene.ReportAsync([await scene.PaidAsync(), await scene.PaidAsync()]);
        await scene.RunAsync();
        var connection = await scene.ConnectionAsync();
        (connection.State, connection.Failure!.Code).ShouldBe(("failing", "service-refused"));
        (await scene.MissingAsync()).ShouldAllBe(m => m.State == "missing" && m.Attempts == 0);
    }

    [Fact]
    public async Task A_year_later_nothing_old_is_asked_for_by_itself()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        await scene.ReportAsync([await scene.PaidAsync()], paidOn: TestClock.Today.AddDays(-5));
        await scene.LaterAsync(TimeSpan.FromDays(365), _ => scene.ConnectAsync());
        scene.Server.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_old_one_is_asked_for_as_often_as_somebody_wants()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        await scene.ReportAsync([await scene.PaidAsync(isKnown: false)], paidOn: TestClock.Today.AddDays(-100));
        var old = (await scene.MissingAsync()).Single();
        await scene.Client.MissingReceipts.RetryAsync(scene.Code, old.Id);
        await scene.RunAsync();
        var after = (await scene.MissingAsync()).Single();
        (after.State, after.Attempts, after.NextAttemptAt).ShouldBe(("missing", 1, null));
    }

    [Fact]
    public async Task An_old_one_that_somebody_wants_is_still_wanted_when_the_service_takes_no_calls()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        await scene.ReportAsync([await scene.PaidAsync()], paidOn: TestClock.Today.AddDays(-100));
        scene.Server.Answer = (_, http) =>
        {
            http.Response.StatusCode = 429;
            return Task.FromResult(true);
        };
        await scene.Client.MissingReceipts.RetryAsync(scene.Code, (await scene.MissingAsync()).Single().Id);
        await scene.RunAsync();
        scene.Server.Answer = (_, _) => Task.FromResult(false);

        await scene.CompareAsync();
        await scene.LaterAsync(TimeSpan.FromHours(2));

        (await scene.MissingAsync()).Single().State.ShouldBe("received");
    }

    [Fact]
    public async Task Killed_between_the_answer_and_the_commit_each_is_taken_once()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api, isConnected: false);
        var paid = new List<Paid>();
        for (var i = 0; i < 4; i++)
            paid.Add(await scene.PaidAsync());
        await scene.ReportAsync(paid);
        await scene.ConnectAsync(key: Guid.NewGuid().ToString("N"));
        for (var kill = 0; kill < 4; kill++)
        {
            using var stop = new CancellationTokenSource();
            scene.Server.Answer = async (_, http) =>
            {
                http.Response.OnCompleted(async () =>
                {
                    await Task.Delay(kill * 4);
                    await stop.CancelAsync();
                });
                return false;
            };
            await Record.ExceptionAsync(() => FindAsync(scene.Code, stop.Token));
        }
        scene.Server.Answer = (_, _) => Task.FromResult(false);
        await FindAsync(scene.Code);
        (await scene.MissingAsync("received")).Count.ShouldBe(4);
        (await scene.Client.Receipts.ListAsync(scene.Code, new() { Origin = "recovered" })).Items.Count.ShouldBe(4);
        await scene.Money.BalancedAsync();
        scene.Server.Calls.Count.ShouldBeLessThanOrEqualTo(10);
        (await scene.EventsAsync()).Count(e => e == "missing-receipt.received").ShouldBe(4);
    }

    [Fact]
    public async Task The_node_brings_it_while_it_is_being_asked_for()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var (paid, brought) = (new List<Paid>(), new List<Task<string>>());
        for (var i = 0; i < 8; i++)
            paid.Add(await scene.PaidAsync());
        await scene.ReportAsync(paid);
        scene.Server.Answer = async (iur, http) =>
        {
            brought.Add(scene.Money.ReceiveAsync(paid.Single(p => p.ReceiptId == iur)));
            await Task.Yield();
            return false;
        };
        await FindAsync(scene.Code);
        await Task.WhenAll(brought);
        (await scene.MissingAsync("received")).Count.ShouldBe(8);
        (await scene.EventsAsync()).Count(e => e == "missing-receipt.received").ShouldBe(8);
        await scene.Money.BalancedAsync();
    }

    [Fact]
    public async Task Paused_in_the_middle_the_rest_waits()
    {
        await using var scene = await MissingScene.CreateAsync(one.Api);
        var paid = new List<Paid>();
        for (var i = 0; i < 4; i++)
            paid.Add(await scene.PaidAsync());
        await scene.ReportAsync(paid);
        scene.Server.Answer = async (_, http) =>
        {
            await scene.Client.Connections.ChangeAsync(
                scene.Code,
                "biz-events",
                (await scene.ConnectionAsync()).Version,
                new() { IsPaused = true }
            );
            return false;
        };
        await FindAsync(scene.Code);
        scene.Server.Calls.Count.ShouldBe(1);
        (await scene.MissingAsync("received")).Count.ShouldBe(1);
        scene.Server.Answer = (_, _) => Task.FromResult(false);
        await scene.Client.Connections.ChangeAsync(
            scene.Code,
            "biz-events",
            (await scene.ConnectionAsync()).Version,
            new() { IsPaused = false }
        );
        await scene.RunAsync();
        (await scene.MissingAsync("received")).Count.ShouldBe(4);
    }

    private Task FindAsync(string organization, CancellationToken ct = default) =>
        one
            .Api.Services.GetRequiredService<FindMissingReceipts>()
            .RunAsync(new(Guid.NewGuid(), FindMissingReceipts.Kind, organization, "{}", 1), ct);
}
