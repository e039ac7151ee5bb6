using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.NodeSimulator.Gateway;
using PagoDigitale.NodeSimulator.Payments;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class GuideTests
{
    [Fact]
    public async Task The_first_page_names_every_call_with_an_example()
    {
        await using var scene = await Scene.StartAsync();

        using var answer = await scene.Http.GetAsync(new Uri("/", UriKind.Relative));
        var text = await answer.Content.ReadAsStringAsync();

        (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType).ShouldBe((HttpStatusCode.OK, "text/plain"));
        var calls = scene
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText is not ("/" or "{*path}"))
            .Select(e => $"{e.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Single()} {e.RoutePattern.RawText}")
            .ToList();
        calls.Count.ShouldBe(30);
        var named = text.Split('\n')
            .Where(line => line.Split(' ') is ["GET" or "POST" or "DELETE", ['/', ..]])
            .Select(line => line.TrimEnd().Split('?')[0]);
        named.ShouldBe(calls, ignoreOrder: true);
        text.Split("    curl ").Length.ShouldBe(calls.Count + 1);
        text.ShouldContain($"{scene.Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}/payments");
        foreach (var fault in Faults.All.Concat(ServiceFaults.OfPages))
            text.ShouldContain(fault);
        foreach (
            var member in new[] { typeof(PaymentOrder), typeof(NoticeToPay), typeof(ServiceFault) }
                .SelectMany(type => type.GetProperties())
                .Where(p => p.GetMethod!.IsPublic)
        )
            text.ShouldContain($" {JsonNamingPolicy.CamelCase.ConvertName(member.Name)}");
    }

    [Fact]
    public async Task The_example_of_a_payment_pays()
    {
        await using var scene = await Scene.StartAsync();
        var text = await scene.Http.GetStringAsync(new Uri("/", UriKind.Relative));
        var body = text.Split("-d '")[1].Split("'")[0];
        var example = JsonSerializer.Deserialize<PaymentOrder>(body, JsonSerializerOptions.Web)!;
        var notice = scene.Ente.Issue(1, 13_000);

        var report = await scene.PayAsync(
            example with
            {
                NodeUrl = scene.Ente.NodeUrl,
                IdPa = FakeEnte.Ente,
                Notices = [.. example.Notices.Select(n => n with { NoticeNumber = notice })],
            }
        );

        report.GetProperty("unexpectedCount").GetInt32().ShouldBe(0);
        scene.Ente.Receipts.ShouldHaveSingleItem().NoticeNumber.ShouldBe(notice);
    }

    [Theory]
    [InlineData("GET", "/nothing")]
    [InlineData("GET", "/payments")]
    [InlineData("POST", "/status")]
    public async Task What_is_not_there_points_to_the_first_page(string method, string path)
    {
        await using var scene = await Scene.StartAsync();
        using var question = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await scene.Http.SendAsync(question);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain($"There is no {method} {path}: GET / lists every call.");
    }
}
