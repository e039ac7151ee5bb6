using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Losing a race is an everyday thing: it is answered, and costs the log nothing.</summary>
public sealed class LostRaceTests : IAsyncLifetime
{
    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task A_lost_race_for_a_unique_key_is_answered_and_writes_no_stack_trace()
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        using var http = _api.Http(await _api.TokenAsync());
        using var log = new Captured();
        _api.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);
        var statuses = new List<HttpStatusCode>();
        for (var round = 0; round < 25 && statuses.Count(s => s == HttpStatusCode.Conflict) < 3; round++)
        {
            var answers = await Task.WhenAll(
                Enumerable
                    .Range(0, 6)
                    .Select(_ =>
                        http.PostAsJsonAsync($"/v1/organizations/{organization.Code}/units", new { code = $"UFF{round}", name = "Ufficio" })
                    )
            );
            statuses.AddRange(answers.Select(a => a.StatusCode));
        }

        statuses.ToHashSet().ShouldBeSubsetOf([HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.Conflict]);
        statuses.ShouldContain(HttpStatusCode.Conflict);
        log.Lines.ShouldNotContain(l => l.Contains("   at ", StringComparison.Ordinal), "a stack trace");
        log.Lines.ShouldNotContain(l => l.StartsWith("Error", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_failure_of_ours_is_logged_once_with_its_stack()
    {
        var organization = await TestOrganization.CreateAsync(_api.Admin);
        using var http = _api.Http(await _api.TokenAsync());
        await new PositionRows(_api.ConnectionString).ExecuteAsync("ALTER TABLE units RENAME COLUMN name TO other_name");
        using var log = new Captured();
        _api.Services.GetRequiredService<ILoggerFactory>().AddProvider(log);

        using var answer = await http.PostAsJsonAsync(
            $"/v1/organizations/{organization.Code}/units",
            new { code = "UFF", name = "Ufficio" }
        );

        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        log.Lines.Count(l => l.StartsWith("Error", StringComparison.Ordinal)).ShouldBe(1);
        log.Lines.ShouldContain(l => l.Contains("   at ", StringComparison.Ordinal));
    }

    private sealed class Captured : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Lines.Enqueue($"{logLevel} {formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
