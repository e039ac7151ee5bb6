using System.Diagnostics;
using Npgsql;
using PagoDigitale.Benchmarks.AfterLoad;
using PagoDigitale.Benchmarks.Archive;
using PagoDigitale.Benchmarks.BulkLoad;
using static PagoDigitale.Benchmarks.Figures;

namespace PagoDigitale.Benchmarks.Neighbours;

/// <summary>One organization that does a lot: loads files, downloads what came of them, reconciles what was paid.</summary>
internal sealed class HeavyTenant(RealApi api, NpgsqlDataSource source, string organization) : IDisposable
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(250);

    /// <summary>As many as an organization may have under way at once, but one.</summary>
    private const int Downloads = 3;

    private readonly string _file = Path.Combine(Path.GetTempPath(), $"neighbours-{Environment.ProcessId}.csv");
    private string? _flow;
    private int _loaded;

    public void Dispose() => File.Delete(_file);

    /// <summary>Not measured: the next file of so many rows, and the payments of the next reconciliation.</summary>
    public async Task PrepareAsync(int rows)
    {
        Registry.WriteCsv(_file, rows, ArchivedDebt.ServiceOf(0), _loaded + 1);
        var archive = new Archive.Archive(source.ConnectionString);
        await archive.FillAsync(
            new()
            {
                Organization = organization,
                First = _loaded + 1,
                Payments = rows / 2,
                Stage = Stage.Announced,
            }
        );
        _loaded += rows;
        await archive.SettleAsync();
    }

    public async Task<string> LoadAsync()
    {
        var watch = Stopwatch.StartNew();
        _flow = await FlowLoad.RunAsync(api, organization, _file);
        return Text($"{watch.Elapsed.TotalSeconds:0.0} s from the upload to payable positions");
    }

    /// <summary>The notices and the outcome of the last flow, again and again.</summary>
    public async Task<string> DownloadAsync(Task until)
    {
        using var stop = new CancellationTokenSource();
        var flow = _flow ?? throw new InvalidOperationException("Nothing was loaded that could be downloaded.");
        var watch = Stopwatch.StartNew();
        var reading = Enumerable
            .Range(0, Downloads)
            .Select(n => ReadAsync($"/v1/organizations/{organization}/flows/{flow}/{(n == 0 ? "outcome" : "notices")}", stop.Token))
            .ToList();
        if (await Task.WhenAny([until, .. reading]) != until)
            await Task.WhenAny(reading).Unwrap();
        await until;
        await stop.CancelAsync();
        var bytes = (await Task.WhenAll(reading)).Sum();
        return Text($"{bytes / 1024.0 / 1024.0 / watch.Elapsed.TotalSeconds:0.0} MiB a second downloaded");
    }

    public async Task<string> ReconcileAsync()
    {
        var watch = Stopwatch.StartNew();
        using var nothing = new StringContent("{}", System.Text.Encoding.UTF8, "application/json");
        var path = $"/v1/organizations/{organization}/reconciliation-jobs";
        var job = await api.PostAsync(path, nothing);
        while ((await api.GetAsync($"{path}/{job["id"]}"))["state"]!.GetValue<string>() is not "completed" and var state)
        {
            if (state == "failed")
                throw new InvalidOperationException("The reconciliation failed.");
            await Task.Delay(Glance);
        }
        var run = watch.Elapsed.TotalSeconds;
        while (await MarkingAsync())
            await Task.Delay(Glance);
        return Text($"{run:0.0} s of reconciliation, {watch.Elapsed.TotalSeconds:0.0} s until its debts are marked");
    }

    private async Task<bool> MarkingAsync()
    {
        await using var command = source.CreateCommand(
            $"""
            SELECT EXISTS (SELECT FROM jobs
            WHERE organization_id = '{organization}' AND kind NOT LIKE 'flow.%' AND state IN ('queued', 'running'))
            """
        );
        return await command.ExecuteScalarAsync() is true;
    }

    private async Task<long> ReadAsync(string path, CancellationToken ct)
    {
        var (bytes, buffer) = (0L, new byte[1 << 16]);
        try
        {
            while (!ct.IsCancellationRequested)
            {
                using var response = await api.Http.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, ct);
                response.EnsureSuccessStatusCode();
                await using var stream = await response.Content.ReadAsStreamAsync(ct);
                while (await stream.ReadAsync(buffer, ct) is > 0 and var read)
                    bytes += read;
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Who has enough breaks off.
        }
        return bytes;
    }
}
