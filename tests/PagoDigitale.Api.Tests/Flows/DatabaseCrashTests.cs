using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PagoDigitale.EmbeddedPostgres;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>
/// kill -9 of the database's processes while a file is read. The server recovers by emptying the staging table; the flow is
/// never ready with a part of its rows. On a server of its own: a crash ends everybody's connections.
/// </summary>
public sealed class DatabaseCrashTests : IAsyncLifetime
{
    private const int Rows = 40_000;

    private EmbeddedPostgresServer _server = null!;
    private TestApi _api = null!;
    private FlowScene _scene = null!;

    public async Task InitializeAsync()
    {
        _server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions
            {
                Ephemeral = true,
                Settings = new Dictionary<string, string>
                {
                    // Whole statements, however long, to choose whom to kill by.
                    ["track_activity_query_size"] = "65536",
                    // A private server for a trial does not wait for its log: the crash took the upload itself along, some moments old.
                    ["synchronous_commit"] = "on",
                },
            }
        );
        await using (var source = NpgsqlDataSource.Create(_server.ConnectionString))
        await using (var create = source.CreateCommand("CREATE DATABASE crash"))
            await create.ExecuteNonQueryAsync();
        _api = await TestApi.StartAsync(
            ("ConnectionStrings:PagoDigitale", _server.ConnectionStringFor("crash")),
            ("PagoDigitale:Jobs:LeaseSeconds", "3")
        );
        _scene = await FlowScene.CreateAsync(_api, _server.ConnectionStringFor("crash"));
    }

    public async Task DisposeAsync()
    {
        await _api.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData("COPY", 0)]
    [InlineData("idle", 10_000)]
    [InlineData("idle", 25_000)]
    [InlineData("COPY", 20_000)]
    [InlineData("INSERT INTO flow_rows", 0)]
    public async Task A_flow_is_ready_with_every_row_it_was_given(string killed, int after)
    {
        if (OperatingSystem.IsWindows())
            return;
        var flow = await _scene.UploadAsync(FlowScene.Many(Rows));
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        var work = WorkAsync(stop.Token);

        // Where the file was read before anything could be killed it is read again: a change of its parameters asks for it.
        for (var attempt = 1; !await KillAsync(killed, after, stop.Token); attempt++)
        {
            attempt.ShouldBeLessThan(10, "the file was read each time before anything could be killed");
            var read = await ReadAsync(flow.Id);
            await _scene.Flows.ChangeAsync(_scene.Organization, flow.Id, read.Version, new() { Description = $"Di nuovo {attempt}" });
        }

        await UntilAsync(async () => await StateAsync() == "ready", stop.Token);
        await stop.CancelAsync();
        await work;
        var ready = await ReadAsync(flow.Id);
        (ready.Counts.Rows, ready.Counts.Valid).ShouldBe((Rows, Rows));
        (await _scene.ScalarAsync<long>("SELECT count(*) FROM flow_rows WHERE organization_id = {org}")).ShouldBe(Rows);
    }

    /// <summary>Connections of before the crash are told 503 once each, as callers are.</summary>
    private async Task<Sdk.Flow> ReadAsync(string flow)
    {
        for (var attempt = 1; ; attempt++)
            try
            {
                return await _scene.Flows.ReadAsync(_scene.Organization, flow);
            }
            catch (Sdk.PagoDigitaleException error) when (error.Status == 503 && attempt < 30)
            {
                await Task.Delay(100);
            }
    }

    /// <summary>The worker of a replica that goes on living, whatever the database does.</summary>
    private async Task WorkAsync(CancellationToken ct)
    {
        var runner = _api.Services.GetRequiredService<JobRunner>();
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await runner.RunOnceAsync(ct);
            }
            catch (Exception error) when (error is NpgsqlException or OperationCanceledException)
            {
                // The database is away; it comes back.
            }
            await Task.Delay(100, CancellationToken.None);
        }
    }

    /// <summary>
    /// Kills the process that runs such a statement once that many rows are staged; an idle one stands for the moment between two batches.
    /// </summary>
    private async Task<bool> KillAsync(string statement, int after, CancellationToken ct)
    {
        await using var source = NpgsqlDataSource.Create(_server.ConnectionStringFor("crash"));
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var find = new NpgsqlCommand(
            """
            SELECT (SELECT state = 'ready' FROM flows), (SELECT pid FROM pg_stat_activity
                WHERE datname = 'crash' AND application_name LIKE 'pagodigitale%' AND pid <> pg_backend_pid() AND (SELECT processed_rows
                    FROM flows) >= $2
                  AND (($1 = 'idle' AND state LIKE 'idle%') OR (state = 'active' AND position($1 IN query) > 0))
                      ORDER BY state_change LIMIT 1)
            """,
            connection
        )
        {
            Parameters =
            {
                new() { Value = statement },
                new() { Value = after },
            },
        };
        while (!ct.IsCancellationRequested)
        {
            await using var reader = await find.ExecuteReaderAsync(ct);
            await reader.ReadAsync(ct);
            if (!reader.IsDBNull(1))
            {
                using var kill = Process.Start("kill", ["-9", $"{reader.GetInt32(1)}"])!;
                await kill.WaitForExitAsync(CancellationToken.None);
                return true;
            }
            if (reader.GetBoolean(0))
                return false;
        }
        return false;
    }

    private async Task<string> StateAsync()
    {
        try
        {
            return await _scene.ScalarAsync<string>("SELECT state FROM flows WHERE organization_id = {org}");
        }
        catch (NpgsqlException)
        {
            return "unknown: the database recovers";
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, CancellationToken ct)
    {
        while (!await condition())
            await Task.Delay(200, ct);
    }
}
