using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.Api.Features.Connections;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using static PagoDigitale.Api.Tests.Platform.Registry;

namespace PagoDigitale.Api.Tests.Connections;

public sealed class CallConnectionTests(OneApi one) : IClassFixture<OneApi>
{
    private IConnectionsClient Connections => one.Api.Admin.Connections;

    [Fact]
    public async Task It_is_called_by_the_clock_and_in_between_when_somebody_asks()
    {
        await using var fake = await FlowServer.StartAsync();
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = fake.Url });
        await one.Api.RunJobsAsync();
        fake.Calls.ShouldBe(1);

        await DueAsync(one.Api);
        fake.Calls.ShouldBe(1, "half an hour has not passed");
        await Connections.CallAsync(code, "fdr");
        await one.Api.RunJobsAsync();
        fake.Calls.ShouldBe(2);
        await using var later = await TestApi.BesideAsync(one.Api, TestClock.In(TimeSpan.FromMinutes(31)));
        await DueAsync(later);
        fake.Calls.ShouldBe(3);
    }

    [Fact]
    public async Task Those_who_ask_at_once_share_a_call()
    {
        await using var fake = await FlowServer.StartAsync();
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = fake.Url });

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Connections.CallAsync(code, "fdr")));
        await one.Api.RunJobsAsync();

        fake.Calls.ShouldBe(1);
    }

    [Fact]
    public async Task A_paused_one_is_not_called()
    {
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", IsPaused = true });

        await RefusalAsync(409, "connection-paused", () => Connections.CallAsync(code, "fdr"));
        await RefusalAsync(404, "connection-not-found", async () => await Connections.CallAsync(await OrganizationAsync(one.Api), "fdr"));
    }

    [Fact]
    public async Task A_certificate_that_expired_is_told_and_nothing_is_sent()
    {
        var asked = 0;
        await using var server = Expired(() => asked++);
        await server.StartAsync();
        var address = server
            .Services.GetRequiredService<IServer>()
            .Features.GetRequiredFeature<IServerAddressesFeature>()
            .Addresses.Single();
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = address });

        await one.Api.RunJobsAsync();

        var failing = await Connections.ReadAsync(code, "fdr");
        (failing.State, failing.Failure!.Code).ShouldBe(("failing", "service-not-secure"));
        failing.Failure.Message.ShouldContain("certificate");
        asked.ShouldBe(0);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_called_later_and_later()
    {
        var code = await OrganizationAsync(one.Api);
        await Connections.CreateAsync(code, new() { Code = "fdr", BaseUrl = "http://127.0.0.1:11" });
        var pauses = new List<TimeSpan>();

        for (var i = 0; i < 3; i++)
        {
            await one.Api.RunJobsAsync();
            var failing = await Connections.ReadAsync(code, "fdr");
            failing.Failure!.Code.ShouldBe("service-unreachable");
            pauses.Add(failing.NextCallAt!.Value - failing.LastCalledAt!.Value);
            await Connections.CallAsync(code, "fdr");
        }

        pauses.ShouldBeInOrder();
        pauses[2].ShouldBeGreaterThan(pauses[0] * 3);
        (await one.Api.Admin.Events.ListAsync(code, new() { Type = "connection.failing" })).Items.Count.ShouldBe(1, "told once");
    }

    private static async Task DueAsync(TestApi api)
    {
        await api.Services.GetRequiredService<CallDueConnections>().RunOnceAsync(CancellationToken.None);
        await api.RunJobsAsync();
    }

    private static WebApplication Expired(Action asked)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddYears(-2), now.AddYears(-1));
        var pfx = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), null);
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(k => k.Listen(IPAddress.Loopback, 0, l => l.UseHttps(pfx)));
        var app = builder.Build();
        app.MapFallback(() =>
        {
            asked();
            return Results.Ok();
        });
        return app;
    }
}
