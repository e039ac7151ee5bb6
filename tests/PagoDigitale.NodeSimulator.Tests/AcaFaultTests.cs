using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class AcaFaultTests
{
    [Fact]
    public async Task The_key_is_asked_for_once_there_is_one()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        (await aca.SetKeyAsync(new("s3cret"))).ShouldBe(HttpStatusCode.NoContent);

        foreach (var key in new[] { null, "S3CRET" })
        {
            aca.Key = key;
            var (status, body) = await aca.TellAsync(AcaCaller.Notice(1));
            (status, body["statusCode"]!.GetValue<int>()).ShouldBe((HttpStatusCode.Unauthorized, 401));
        }
        (await aca.KnownAsync(1)).ShouldBeNull();
        aca.Key = "s3cret";
        await aca.TakenAsync(AcaCaller.Notice(1));
        aca.Key = null;
        (await aca.SetKeyAsync(new())).ShouldBe(HttpStatusCode.NoContent);
        await aca.TakenAsync(AcaCaller.Notice(1, 14_000));
    }

    [Fact]
    public async Task What_the_service_was_not_asked_is_not_taken()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);

        await aca.PlayAsync(new(ServiceFaults.TooManyRequests) { Times = 1, RetryAfterSeconds = 7 });
        using (var busy = await aca.SendAsync(AcaCaller.Notice(1)))
            (busy.StatusCode, busy.Headers.RetryAfter!.Delta).ShouldBe((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)));
        await aca.PlayAsync(new(ServiceFaults.ServerError) { Times = 1 });
        await aca.RefusedAsync(AcaCaller.Notice(1), HttpStatusCode.InternalServerError, "Error processing the request", "told to fail");
        await aca.PlayAsync(new(ServiceFaults.ErrorIn200) { Times = 1 });
        using (var lie = await aca.SendAsync(AcaCaller.Notice(1)))
        {
            lie.StatusCode.ShouldBe(HttpStatusCode.OK);
            JsonNode.Parse(await lie.Content.ReadAsStringAsync())!["status"]!.GetValue<int>().ShouldBe(500);
        }
        await aca.PlayAsync(new(ServiceFaults.HtmlPage) { Times = 1 });
        using (var page = await aca.SendAsync(AcaCaller.Notice(1)))
            (page.StatusCode, page.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/html"));
        await aca.PlayAsync(new(ServiceFaults.DropBefore) { Times = 1 });
        await Should.ThrowAsync<HttpRequestException>(() => aca.SendAsync(AcaCaller.Notice(1)));

        (await aca.KnownAsync(1)).ShouldBeNull();
        await aca.TakenAsync(AcaCaller.Notice(1));
    }

    [Fact]
    public async Task What_was_taken_counts_though_its_answer_is_lost_or_broken()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);

        await aca.PlayAsync(new(ServiceFaults.DropAfter) { Times = 2 });
        foreach (var amount in new[] { 1, 2 })
            await Should.ThrowAsync<HttpRequestException>(() => aca.SendAsync(AcaCaller.Notice(1, amount)));
        await aca.PlayAsync(new(ServiceFaults.HalfPage) { Times = 1 });
        using (var half = await aca.SendAsync(AcaCaller.Notice(1, 3)))
        {
            half.StatusCode.ShouldBe(HttpStatusCode.OK);
            var text = await half.Content.ReadAsStringAsync();
            Should.Throw<JsonException>(() => JsonNode.Parse(text));
        }
        await aca.TakenAsync(AcaCaller.Notice(1, 3));

        (await aca.AmountsAsync(1)).ShouldBe([1, 2, 3, 3]);
    }

    [Fact]
    public async Task A_slow_write_counts_at_once_and_also_when_nobody_waits_for_its_answer()
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);
        await aca.PlayAsync(new(ServiceFaults.Slow) { Times = 1, DelayMilliseconds = 300 });
        var watch = Stopwatch.StartNew();
        await aca.TakenAsync(AcaCaller.Notice(1, 1));
        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);

        await aca.PlayAsync(new(ServiceFaults.Slow) { Times = 1, DelayMilliseconds = 600_000 });
        var slow = aca.SendAsync(AcaCaller.Notice(1, 2));
        while ((await aca.AmountsAsync(1)).Count < 2)
            await Task.Delay(10);
        slow.IsCompleted.ShouldBeFalse();
        scene.Http.CancelPendingRequests();
        await Should.ThrowAsync<OperationCanceledException>(() => slow);

        (await aca.AmountsAsync(1)).ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData(ServiceFaults.SamePage)]
    [InlineData("nonsense")]
    public async Task A_fault_that_it_does_not_play_is_refused(string fault)
    {
        await using var scene = await Scene.StartAsync();
        var aca = await AcaCaller.OfAsync(scene.Http);

        (await Should.ThrowAsync<HttpRequestException>(() => aca.PlayAsync(new(fault)))).StatusCode.ShouldBe(
            HttpStatusCode.UnprocessableEntity
        );
    }
}
