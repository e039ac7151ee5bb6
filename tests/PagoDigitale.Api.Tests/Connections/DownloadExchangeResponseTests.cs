using System.Net;
using System.Text;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class DownloadExchangeResponseTests(OneApi one) : IClassFixture<OneApi>
{
    private IConnectionsClient Connections => one.Api.Admin.Connections;

    [Fact]
    public async Task What_came_is_handed_out_as_it_came()
    {
        await using var fake = await FlowServer.StartAsync();
        var code = await OrganizationAsync(one.Api);
        fake.Publish(code, "2026-11-23PSPTEST0001-1", payments: 1);
        fake.Spoil("2026-11-23PSPTEST0001-1", HttpStatusCode.OK, "<html>Torniamo subito</html>");
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = fake.Url });
        await one.Api.RunJobsAsync();
        var page = (await Connections.ListExchangesAsync(code, "fdr")).Items.First();

        using var file = await Connections.DownloadExchangeResponseAsync(code, "fdr", page.Id);

        using var text = new StreamReader(file.Stream, Encoding.UTF8);
        (await text.ReadToEndAsync()).ShouldBe("<html>Torniamo subito</html>");
        var other = await OrganizationAsync(one.Api);
        await RefusalAsync(404, "response-not-kept", () => Connections.DownloadExchangeResponseAsync(other, "fdr", page.Id));
    }

    [Fact]
    public async Task An_attempt_without_an_answer_has_none()
    {
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = "http://127.0.0.1:9" });
        await one.Api.RunJobsAsync();
        var attempt = (await Connections.ListExchangesAsync(code, "fdr")).Items.First();

        (attempt.Status, attempt.Failure!.Code).ShouldBe((null, "service-unreachable"));
        await RefusalAsync(404, "response-not-kept", () => Connections.DownloadExchangeResponseAsync(code, "fdr", attempt.Id));
    }
}
