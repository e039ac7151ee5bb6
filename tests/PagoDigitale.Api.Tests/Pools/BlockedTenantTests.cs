using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Npgsql;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Pools;

/// <summary>A row that is locked for long keeps its own tenant waiting, and nobody else.</summary>
public sealed class BlockedTenantTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Calls = 60;

    private TestApi _api = null!;

    public async Task InitializeAsync() => _api = await TestApi.StartAsync();

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Fact]
    public async Task Sixty_calls_that_wait_for_a_lock_of_their_tenant_delay_no_other()
    {
        var blocked = await PositionScene.CreateAsync(_api);
        var position = await blocked.CreateAsync();
        var other = await TestOrganization.CreateAsync(_api.Admin);
        await _api.Admin.Positions.CreateAsync(other.Code, other.Position());
        using var http = _api.Http(await _api.TokenAsync());
        await using var holder = await LockAsync("SELECT FROM positions WHERE organization_id = $1 FOR UPDATE", blocked.Organization);
        var calls = Enumerable
            .Range(0, Calls)
            .Select(i =>
                http.PostAsJsonAsync(
                    $"/v1/organizations/{blocked.Organization}/positions/{position.Id}/cancel",
                    new { reason = $"Errore {i}" }
                )
            )
            .ToList();
        await WaitingAsync(1);

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            var clock = Stopwatch.StartNew();
            await _api.Admin.Positions.CreateAsync(other.Code, other.Position());
            await _api.TokenAsync();
            await _api.Admin.Status.ReadReadinessAsync();
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }
        var waiting = await WaitingCountAsync();
        output.WriteLine(
            $"slowest round beside {Calls} blocked calls: {slowest.TotalMilliseconds:0} ms; {waiting} connections waited for the lock"
        );
        waiting.ShouldBeLessThanOrEqualTo(7, "a part of the pool, not the pool");
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(5));

        // Those that found no place in time were told so; the others do what they were asked once the lock is gone.
        var refused = await Task.WhenAny(calls);
        (await refused).StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        (await refused).Headers.RetryAfter.ShouldNotBeNull();
        await holder.DisposeAsync();
        var statuses = (await Task.WhenAll(calls)).Select(a => (int)a.StatusCode).GroupBy(s => s).ToDictionary(g => g.Key, g => g.Count());
        output.WriteLine(string.Join(", ", statuses.Select(s => $"{s.Value} × {s.Key}")));
        statuses.Keys.ShouldBeSubsetOf([200, 409, 429]);
        statuses.GetValueOrDefault(200).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Receipts_and_questions_that_wait_for_a_lock_of_their_tenant_delay_no_other()
    {
        var rows = new PositionRows(_api.ConnectionString);
        var (blocked, other) = (await rows.AddOrganizationAsync(), await rows.AddOrganizationAsync());
        var notice = await rows.AddNoticeAsync(blocked);
        using var node = _api.Node();
        await using var holder = await LockAsync("SELECT FROM instalments WHERE organization_id = $1 FOR UPDATE", blocked.Code);
        var calls = Enumerable
            .Range(0, Calls)
            .Select(i =>
                i % 2 == 0
                    ? node.SendAsync(blocked.Station, Requests.SendRt(blocked, Requests.Receipt(blocked, notice)))
                    : node.SendAsync(blocked.Station, Requests.GetPayment(blocked, notice.Number))
            )
            .ToList();
        await WaitingAsync(2);

        var slowest = TimeSpan.Zero;
        for (var i = 0; i < 20; i++)
        {
            var paid = await rows.AddNoticeAsync(other);
            var clock = Stopwatch.StartNew();
            (await node.SendAsync(other.Station, Requests.Verify(other, paid.Number))).IsOk.ShouldBeTrue();
            (await node.SendAsync(other.Station, Requests.GetPayment(other, paid.Number))).IsOk.ShouldBeTrue();
            (await node.SendAsync(other.Station, Requests.SendRt(other, Requests.Receipt(other, paid)))).IsOk.ShouldBeTrue();
            slowest = clock.Elapsed > slowest ? clock.Elapsed : slowest;
        }
        output.WriteLine($"slowest payment beside {Calls} blocked calls of the node: {slowest.TotalMilliseconds:0} ms");
        slowest.ShouldBeLessThan(TimeSpan.FromSeconds(3));

        // What found no place in time has no valid answer, so that the node comes again.
        var given = await await Task.WhenAny(calls);
        (given.Status, given.Response).ShouldBe((HttpStatusCode.InternalServerError, null));
        Encoding
            .UTF8.GetString(given.Body)
            .ShouldContain("<faultcode>soapenv:Server</faultcode>", Case.Sensitive, "SOAP 1.1, 6.2: an error is a Fault under HTTP 500");
        await holder.DisposeAsync();
        (await Task.WhenAll(calls)).ShouldContain(a => a.IsOk);
    }

    /// <summary>Holds the rows until it is disposed.</summary>
    private async Task<NpgsqlConnection> LockAsync(string sql, string organization)
    {
        var connection = new NpgsqlConnection(_api.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN", connection);
        await begin.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = organization } } };
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private async Task<long> WaitingCountAsync() =>
        await new PositionRows(_api.ConnectionString).ReadAsync<long>(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        );

    private async Task WaitingAsync(int least)
    {
        var clock = Stopwatch.StartNew();
        while (await WaitingCountAsync() < least)
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(20);
        }
    }
}
