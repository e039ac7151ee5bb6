using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Pools;

/// <summary>Who reads slowly costs a file and a place, never a connection, and not for long.</summary>
public sealed class SlowReaderTests(ITestOutputHelper output)
{
    private const int Readers = 46;

    [Fact]
    public async Task Forty_six_slow_readers_of_a_tenant_delay_nobody()
    {
        await using var api = await TestApi.ListenAsync(
            ("PagoDigitale:Limits:DownloadsPerOrganization", "60"),
            ("PagoDigitale:Limits:DownloadsPerClient", "60"),
            ("PagoDigitale:Limits:PatienceSeconds", "120")
        );
        var rows = new PositionRows(api.ConnectionString);
        var slow = await rows.AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, slow.Code, megabytes: 6);
        var notices = await NoticeRows.CreateAsync(api);
        var flow = await notices.AddFlowAsync();
        await notices.AddManyAsync(flow.Id, 300);
        var token = await api.TokenAsync();
        var other = await TestOrganization.CreateAsync(api.Admin);
        var paid = await rows.AddOrganizationAsync();
        using var node = api.Node();
        await api.Admin.Positions.CreateAsync(other.Code, other.Position());
        string[] paths = [path, $"/v1/organizations/{notices.Organization}/flows/{flow.PublicId}/notices"];

        var readers = await Task.WhenAll(
            Enumerable.Range(0, Readers).Select(i => SlowReader.AskAsync(api.BaseAddress, paths[i % 4 / 3], token))
        );
        (await Task.WhenAll(readers.Select(r => r.BeginAsync()))).ShouldAllBe(status => status == 200);

        var clock = Stopwatch.StartNew();
        for (var i = 0; i < 20; i++)
        {
            await api.Admin.Positions.CreateAsync(other.Code, other.Position());
            await api.TokenAsync();
            (await api.Admin.Status.ReadReadinessAsync()).Checks.ShouldNotBeEmpty();
            var notice = await rows.AddNoticeAsync(paid);
            (await node.SendAsync(paid.Station, Requests.Verify(paid, notice.Number))).IsOk.ShouldBeTrue();
            (await node.SendAsync(paid.Station, Requests.SendRt(paid, Requests.Receipt(paid, notice)))).IsOk.ShouldBeTrue();
        }
        output.WriteLine($"20 rounds beside {Readers} slow readers: {clock.Elapsed.TotalMilliseconds:0} ms");
        // Not one of them has a transaction open, nor a statement under way.
        (
            await rows.ReadAsync<long>(
                """
                SELECT count(*) FROM pg_stat_activity
                WHERE datname = current_database() AND application_name IN ('pagodigitale/work', 'pagodigitale/interactive')
                    AND state <> 'idle'
                """
            )
        ).ShouldBe(0);
        foreach (var reader in readers)
            reader.Dispose();
    }

    [Fact]
    public async Task The_fifth_download_of_an_organization_waits_for_one_of_the_four_to_end()
    {
        await using var api = await TestApi.ListenAsync();
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, organization.Code, megabytes: 6);
        var token = await api.TokenAsync();
        using var http = api.Http(token);
        var readers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => SlowReader.AskAsync(api.BaseAddress, path, token)));
        foreach (var reader in readers)
            (await reader.BeginAsync()).ShouldBe(200);

        using var refused = await http.GetAsync(path);

        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        (await refused.Content.ReadFromJsonAsync<JsonNode>())!["code"]!.GetValue<string>().ShouldBe("too-many-at-once");
        // Other operations of the same organization have places of their own.
        using (var list = await http.GetAsync($"/v1/organizations/{organization.Code}/positions"))
            list.StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var reader in readers)
            reader.Dispose();
        await Eventually(async () =>
        {
            using var taken = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
            return taken.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_reader_that_takes_too_little_is_cut_off_and_its_file_is_gone(bool hasAnswer)
    {
        await using var api = await TestApi.ListenAsync(
            ("PagoDigitale:Downloads:BytesPerSecondMin", "4000000"),
            ("PagoDigitale:Downloads:GraceSeconds", "1")
        );
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, organization.Code, megabytes: 16);
        var before = Spools();
        using var reader = await SlowReader.AskAsync(api.BaseAddress, path, await api.TokenAsync());
        if (hasAnswer)
            (await reader.BeginAsync()).ShouldBe(200);
        await Eventually(() => Task.FromResult(Spools().Except(before).Any()));
        var mine = Spools().Except(before).ToList();

        // 16 MB at 4 MB a second and a second of grace; the buffers on the way may still be drained for a while.
        await Eventually(() => Task.FromResult(!Spools().Intersect(mine).Any()));

        (await reader.TrickleAsync(TimeSpan.FromSeconds(2))).ShouldBeGreaterThan(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_reader_that_takes_enough_gets_the_whole_file_however_slow_the_beginning()
    {
        await using var api = await TestApi.ListenAsync(
            ("PagoDigitale:Downloads:BytesPerSecondMin", "2000000"),
            ("PagoDigitale:Downloads:GraceSeconds", "5")
        );
        var organization = await new PositionRows(api.ConnectionString).AddOrganizationAsync();
        var path = await LongFiles.AddOutcomeAsync(api, organization.Code, megabytes: 6);
        using var http = api.Http(await api.TokenAsync());
        using var answer = await http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead);
        await Task.Delay(2_000);

        var whole = await answer.Content.ReadAsByteArrayAsync();

        whole.Length.ShouldBe((int)answer.Content.Headers.ContentLength!.Value);
        System.Text.Encoding.UTF8.GetString(whole).TrimEnd().Split("\r\n").Length.ShouldBe(6 * 256 + 1);
    }

    private static HashSet<string> Spools() => [.. Directory.GetFiles(PrivateFolder.OfProcess.Path, "*.outcome")];

    private static async Task Eventually(Func<Task<bool>> condition)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60));
            await Task.Delay(50);
        }
    }
}
