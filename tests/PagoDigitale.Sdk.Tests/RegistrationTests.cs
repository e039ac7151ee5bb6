using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace PagoDigitale.Sdk.Tests;

public sealed class RegistrationTests
{
    private readonly ScriptedTransport _transport = new();

    private ServiceProvider Provider(Action<PagoDigitaleOptions>? configure = null)
    {
        var services = new ServiceCollection();
        services
            .AddPagoDigitale(options =>
            {
                options.BaseAddress = new("https://api.example");
                options.ClientId = "clt_tributi";
                options.ClientSecret = "s3cret";
                options.TimeProvider = new FastClock();
                configure?.Invoke(options);
            })
            .ConfigurePrimaryHttpMessageHandler(() => _transport);
        return services.BuildServiceProvider();
    }

    [Fact]
    public void One_line_registers_one_client_for_the_application()
    {
        using var services = Provider();

        services.GetRequiredService<PagoDigitaleClient>().ShouldBeSameAs(services.GetRequiredService<IPagoDigitaleClient>());
    }

    [Fact]
    public async Task A_registered_client_does_what_any_other_does()
    {
        _transport
            .ThenProblem(503, "unavailable")
            .ThenProblem(401, "expired-token")
            .Then(201, ContractExamples.Json("Position"))
            .ThenProblem(404, "position-not-found");
        using var services = Provider();
        var positions = services.GetRequiredService<IPagoDigitaleClient>().Positions;

        var position = await positions.CreateAsync("01234567897", Some.Position());
        await Should.ThrowAsync<PagoDigitaleNotFoundException>(() => positions.ReadAsync("01234567897", "pos_1"));

        _transport.Sent[0].Path.ShouldBe("/v1/organizations/01234567897/positions");
        _transport.Sent.Take(3).Select(sent => sent.Header("Idempotency-Key")).Distinct().ShouldBe([position.Answer!.IdempotencyKey]);
        _transport
            .Sent.Select(sent => sent.Header("Authorization"))
            .ShouldBe(["Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2"]);
    }

    [Fact]
    public async Task Handlers_of_the_application_see_every_attempt()
    {
        var seen = new List<string>();
        var services = new ServiceCollection();
        services
            .AddPagoDigitale(options =>
            {
                options.BaseAddress = new("https://api.example");
                options.TimeProvider = new FastClock();
            })
            .ConfigurePrimaryHttpMessageHandler(() => _transport)
            .AddHttpMessageHandler(() => new Watcher(seen));
        _transport.ThenProblem(503, "unavailable").Then(200, ContractExamples.Json("ServiceStatus"));
        using var provider = services.BuildServiceProvider();

        await provider.GetRequiredService<IPagoDigitaleClient>().Status.ReadAsync();

        seen.ShouldBe(["/status", "/status"]);
    }

    [Fact]
    public async Task Options_that_cannot_work_stop_the_application_when_it_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPagoDigitale(options => options.ClientId = "alone");
        using var host = builder.Build();

        var refused = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        refused.Failures.Count().ShouldBe(2);
        refused.Message.ShouldContain("BaseAddress");
        refused.Message.ShouldContain("ClientSecret");
    }

    private sealed class Watcher(List<string> seen) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            seen.Add(request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
