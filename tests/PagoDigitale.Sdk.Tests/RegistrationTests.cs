using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
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

    [Fact]
    public async Task Several_clients_have_credentials_of_their_own_and_are_asked_for_by_name()
    {
        var transports = new Dictionary<string, ScriptedTransport> { ["ordine-a"] = new(), ["ordine-b"] = new() };
        var services = new ServiceCollection();
        foreach (var (name, transport) in transports)
        {
            transport.Then(200, ContractExamples.Json("Position"));
            services
                .AddPagoDigitale(
                    name,
                    options =>
                    {
                        options.BaseAddress = new($"https://{name}.example");
                        options.ClientId = $"clt_{name}";
                        options.ClientSecret = "s3cret";
                        options.TimeProvider = new FastClock();
                    }
                )
                .ConfigurePrimaryHttpMessageHandler(() => transport);
        }
        services.AddSingleton<Vendor>();
        using var provider = services.BuildServiceProvider();
        var vendor = provider.GetRequiredService<Vendor>();

        await vendor.A.Positions.ReadAsync("01234567897", "pos_1");
        await vendor.B.Positions.ReadAsync("01234567897", "pos_1");

        vendor.A.ShouldBeSameAs(provider.GetRequiredKeyedService<PagoDigitaleClient>("ordine-a"));
        vendor.A.ShouldNotBeSameAs(vendor.B);
        foreach (var (name, transport) in transports)
            transport.TokenRequests.Single().Body.ShouldContain($"client_id=clt_{name}&");
        provider.GetService<IPagoDigitaleClient>().ShouldBeNull("none was registered without a name");
    }

    [Fact]
    public async Task Options_of_every_name_are_looked_at_when_the_application_starts()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPagoDigitale("ordine-a", options => options.BaseAddress = new("https://api.example"));
        builder.Services.AddPagoDigitale("ordine-b", options => options.ClientId = "alone");
        using var host = builder.Build();

        var refused = await Should.ThrowAsync<OptionsValidationException>(() => host.StartAsync());

        refused.OptionsName.ShouldBe("ordine-b");
        refused.Failures.Count().ShouldBe(2);
    }

    [Fact]
    public void Two_registrations_do_not_become_one_client()
    {
        var services = new ServiceCollection();
        services.AddPagoDigitale(_ => { });
        services.AddPagoDigitale("ordine-a", _ => { });

        Should.Throw<InvalidOperationException>(() => services.AddPagoDigitale(_ => { })).Message.ShouldContain("a name");
        Should.Throw<InvalidOperationException>(() => services.AddPagoDigitale("ordine-a", _ => { })).Message.ShouldContain("ordine-a");
        Should.Throw<ArgumentException>(() => services.AddPagoDigitale(" ", _ => { })).ParamName.ShouldBe("name");
    }

    [Fact]
    public async Task An_attempt_that_went_well_is_no_news_and_one_that_failed_is()
    {
        var log = new Log();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log));
        services
            .AddPagoDigitale(options =>
            {
                options.BaseAddress = new("https://api.example");
                options.TimeProvider = new FastClock();
            })
            .ConfigurePrimaryHttpMessageHandler(() => _transport);
        var other = new ScriptedTransport().Then(200);
        services.AddHttpClient("other").ConfigurePrimaryHttpMessageHandler(() => other).AddStandardResilienceHandler();
        using var provider = services.BuildServiceProvider();
        _transport
            .Then(200, ContractExamples.Json("ServiceStatus"))
            .ThenProblem(503, "unavailable")
            .Then(200, ContractExamples.Json("ServiceStatus"));
        var client = provider.GetRequiredService<IPagoDigitaleClient>();

        await client.Status.ReadAsync();
        log.Of("Polly").ShouldAllBe(level => level < LogLevel.Information);
        log.Of("Polly").ShouldNotBeEmpty();

        await client.Status.ReadAsync();
        log.Of("Polly").ShouldContain(LogLevel.Warning);
        log.Of("Polly").ShouldNotContain(LogLevel.Information);

        await provider.GetRequiredService<IHttpClientFactory>().CreateClient("other").GetAsync(new Uri("https://other.example/"));
        log.Of("Polly").ShouldContain(LogLevel.Information, "other clients of the application tell what they told");
    }

    private sealed class Vendor(
        [FromKeyedServices("ordine-a")] IPagoDigitaleClient a,
        [FromKeyedServices("ordine-b")] IPagoDigitaleClient b
    )
    {
        public IPagoDigitaleClient A { get; } = a;

        public IPagoDigitaleClient B { get; } = b;
    }

    private sealed class Log : ILoggerProvider
    {
        private readonly List<(string Category, LogLevel Level)> _told = [];

        public IReadOnlyList<LogLevel> Of(string category) =>
            [.. _told.Where(told => told.Category.StartsWith(category, StringComparison.Ordinal)).Select(told => told.Level)];

        public ILogger CreateLogger(string categoryName) => new Writer(_told, categoryName);

        public void Dispose() { }

        private sealed class Writer(List<(string, LogLevel)> told, string category) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(
                LogLevel logLevel,
                EventId eventId,
                TState state,
                Exception? exception,
                Func<TState, Exception?, string> formatter
            ) => told.Add((category, logLevel));
        }
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
