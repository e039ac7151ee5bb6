using System.Diagnostics;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using PagoDigitale.NodeSimulator.Gateway;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class FdrFaultTests
{
    [Fact]
    public async Task The_key_is_asked_for_once_there_is_one()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(3);
        var fdr = await FdrReader.OfAsync(scene);
        var flow = (await fdr.ListAsync())[0];
        string[] paths = [FdrReader.FlowsOf(), FdrReader.HeaderOf(flow), $"{FdrReader.HeaderOf(flow)}/payments"];

        (await fdr.SetKeyAsync(new("s3cret"))).ShouldBe(HttpStatusCode.NoContent);
        await fdr.PlayAsync(new(ServiceFaults.ServerError) { Times = 1 });

        foreach (var key in new[] { null, "", "S3CRET", "another" })
        foreach (var path in paths)
        {
            fdr.Key = key;
            var (status, body) = await fdr.AskAsync(path);
            status.ShouldBe(HttpStatusCode.Unauthorized);
            body.ToJsonString().ShouldBe("""{"statusCode":401,"message":"Access denied due to invalid subscription key."}""");
        }
        fdr.Key = "s3cret";
        (await fdr.AskAsync(paths[0])).Status.ShouldBe(HttpStatusCode.InternalServerError, "the fault has waited");
        foreach (var path in paths)
            await fdr.GetAsync(path);
        fdr.Key = null;
        (await fdr.SetKeyAsync(new(" "))).ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await fdr.SetKeyAsync(new())).ShouldBe(HttpStatusCode.NoContent);
        foreach (var path in paths)
            await fdr.GetAsync(path);
    }

    [Fact]
    public async Task Too_many_questions_are_told_when_to_come_again()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(1);
        var fdr = await FdrReader.OfAsync(scene);
        await fdr.PlayAsync(new(ServiceFaults.TooManyRequests) { Times = 2, RetryAfterSeconds = 7 });

        for (var i = 0; i < 2; i++)
        {
            var (status, body) = await fdr.AskAsync(FdrReader.FlowsOf());
            (status, body["statusCode"]!.GetValue<int>()).ShouldBe((HttpStatusCode.TooManyRequests, 429));
        }
        (await fdr.ListAsync()).Count.ShouldBe(1);

        await fdr.PlayAsync(new(ServiceFaults.TooManyRequests) { RetryAfterSeconds = 7 });
        using var answer = await fdr.SendAsync(FdrReader.FlowsOf());
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(7));
    }

    [Fact]
    public async Task A_fault_without_a_count_is_played_until_it_is_taken_back_or_another_is()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(1);
        var fdr = await FdrReader.OfAsync(scene);
        var flow = (await fdr.ListAsync()).ShouldHaveSingleItem();
        await fdr.PlayAsync(new(ServiceFaults.ServerError));

        foreach (var path in new[] { FdrReader.FlowsOf(), FdrReader.HeaderOf(flow), $"{FdrReader.HeaderOf(flow)}/payments" })
        {
            var (status, body) = await fdr.AskAsync(path);
            (status, body["appErrorCode"]!.GetValue<string>()).ShouldBe((HttpStatusCode.InternalServerError, "FDR-0500"));
        }
        await fdr.PlayAsync(new(ServiceFaults.TooManyRequests));
        (await fdr.AskAsync(FdrReader.FlowsOf())).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        (await fdr.TakeFaultBackAsync()).ShouldBe(HttpStatusCode.NoContent);
        (await fdr.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_of_html_comes_with_a_good_status()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(1);
        var fdr = await FdrReader.OfAsync(scene);
        await fdr.PlayAsync(new(ServiceFaults.HtmlPage) { Times = 1 });

        using var answer = await fdr.SendAsync(FdrReader.FlowsOf());

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/html"));
        (await answer.Content.ReadAsStringAsync()).ShouldStartWith("<!DOCTYPE html>");
        (await fdr.ListAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Half_a_page_is_the_beginning_of_the_right_one()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(6);
        var fdr = await FdrReader.OfAsync(scene);
        var whole = (await fdr.GetAsync(FdrReader.FlowsOf())).ToJsonString();
        await fdr.PlayAsync(new(ServiceFaults.HalfPage) { Times = 1 });

        using var answer = await fdr.SendAsync(FdrReader.FlowsOf());
        var half = await answer.Content.ReadAsStringAsync();

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "application/json"));
        half.ShouldBe(whole[..(whole.Length / 2)]);
        Should.Throw<JsonException>(() => JsonNode.Parse(half));
        (await fdr.GetAsync(FdrReader.FlowsOf())).ToJsonString().ShouldBe(whole);
    }

    [Fact]
    public async Task The_same_page_comes_for_ever_and_there_is_always_one_more()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(12);
        var fdr = await FdrReader.OfAsync(scene);
        var flow = (await fdr.ListAsync())[0];
        foreach (var path in new[] { FdrReader.FlowsOf(), $"{FdrReader.HeaderOf(flow)}/payments" })
        {
            var first = await fdr.GetAsync($"{path}?size=1");
            var pages = first["metadata"]!["totPage"]!.GetValue<int>();
            await fdr.PlayAsync(new(ServiceFaults.SamePage) { Times = pages + 2 });
            await fdr.GetAsync(FdrReader.HeaderOf(flow));
            for (var page = 1; page <= pages + 2; page++)
            {
                var same = await fdr.GetAsync($"{path}?page={page}&size=1");
                same["data"]!.ToJsonString().ShouldBe(first["data"]!.ToJsonString());
                same["metadata"]!["pageNumber"]!.GetValue<int>().ShouldBe(1);
                same["metadata"]!["totPage"]!.GetValue<int>().ShouldBe(pages + 1);
            }
            (await fdr.GetAsync($"{path}?size=1")).ToJsonString().ShouldBe(first.ToJsonString());
        }
    }

    [Fact]
    public async Task A_slow_answer_is_the_right_one()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(1);
        var fdr = await FdrReader.OfAsync(scene);
        await fdr.PlayAsync(new(ServiceFaults.Slow) { Times = 1, DelayMilliseconds = 300 });

        var watch = Stopwatch.StartNew();
        (await fdr.ListAsync()).Count.ShouldBe(1);

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
    }

    [Theory]
    [InlineData("""{"fault": "nonsense"}""")]
    [InlineData("""{"fault": "slow", "times": 0}""")]
    [InlineData("""{"fault": "slow", "delayMilliseconds": -1}""")]
    [InlineData("""{"fault": "too-many-requests", "retryAfterSeconds": -1}""")]
    public async Task A_fault_that_cannot_be_played_is_refused(string body)
    {
        await using var scene = await Scene.StartAsync();
        using var content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
        using var answer = await scene.Http.PostAsync(new Uri("/fdr-org/fault", UriKind.Relative), content);

        answer.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }
}
