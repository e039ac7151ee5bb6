using System.Collections.Concurrent;
using System.Net;
using System.Text;
using PagoDigitale.TestKit;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class AcaJournalTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("simulator-aca-");

    private string State => Path.Combine(_folder.FullName, "simulator.json");

    private string Journal => Path.Combine(_folder.FullName, "simulator.aca.jsonl");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_aca_was_told_survives_a_restart_and_what_it_forgot_does_not()
    {
        string before;
        await using (var scene = await Scene.StartAsync("--state", State))
        {
            var aca = await AcaCaller.OfAsync(scene.Http);
            foreach (var (number, amount) in new[] { (1, 13_000), (2, 14_000), (1, 1), (2, 0) })
                await aca.TakenAsync(AcaCaller.Notice(number, amount));
            before = (await aca.PageAsync()).ToJsonString();
        }
        // It names who owes.
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Journal).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using (var scene = await Scene.StartAsync("--state", State))
        {
            var aca = await AcaCaller.OfAsync(scene.Http);
            (await aca.PageAsync()).ToJsonString().ShouldBe(before);
            await aca.RefusedAsync(AcaCaller.Notice(2), HttpStatusCode.Conflict, "Unauthorized action", "Unauthorized");
            await aca.TakenAsync(AcaCaller.Notice(1, 2));
            (await aca.KnownAsync(1))!["writes"]![2]!["sequence"]!.GetValue<long>().ShouldBe(5);
            await aca.ForgetAsync();
            await aca.TakenAsync(AcaCaller.Notice(3));
        }
        await using (var scene = await Scene.StartAsync("--state", State))
        {
            var aca = await AcaCaller.OfAsync(scene.Http);
            (await aca.PageAsync())["count"]!.GetValue<int>().ShouldBe(1);
            (await aca.AmountsAsync(3)).ShouldBe([13_000]);
        }
    }

    [Fact]
    public async Task Without_a_state_file_nothing_is_written()
    {
        await using (var scene = await Scene.StartAsync())
            await (await AcaCaller.OfAsync(scene.Http)).TakenAsync(AcaCaller.Notice(1));
        await using var after = await Scene.StartAsync();
        (await (await AcaCaller.OfAsync(after.Http)).KnownAsync(1)).ShouldBeNull();
    }

    [Fact]
    public async Task Half_a_line_of_a_write_that_was_cut_off_is_dropped()
    {
        await using (var scene = await Scene.StartAsync("--state", State))
            await (await AcaCaller.OfAsync(scene.Http)).TakenAsync(AcaCaller.Notice(1));
        var whole = await File.ReadAllBytesAsync(Journal);
        await File.AppendAllTextAsync(Journal, Encoding.UTF8.GetString(whole)[..^20]);

        await using (var scene = await Scene.StartAsync("--state", State))
        {
            var aca = await AcaCaller.OfAsync(scene.Http);
            (await aca.AmountsAsync(1)).ShouldBe([13_000]);
            await aca.TakenAsync(AcaCaller.Notice(1, 2));
        }

        (await File.ReadAllLinesAsync(Journal)).Length.ShouldBe(2);
        (await File.ReadAllBytesAsync(Journal))[..whole.Length].ShouldBe(whole);
        await using var after = await Scene.StartAsync("--state", State);
        (await (await AcaCaller.OfAsync(after.Http)).AmountsAsync(1)).ShouldBe([13_000, 2]);
    }

    [Fact]
    public async Task A_line_that_is_longer_than_what_is_read_at_once_is_read_whole()
    {
        var notice = AcaCaller.Notice(1);
        notice["entityFiscalCode"] = new string('R', 300_000);
        await using (var scene = await Scene.StartAsync("--state", State))
        {
            var aca = await AcaCaller.OfAsync(scene.Http);
            await aca.TakenAsync(AcaCaller.Notice(2));
            await aca.TakenAsync(notice);
            await aca.TakenAsync(AcaCaller.Notice(3));
        }
        await using var after = await Scene.StartAsync("--state", State);
        var known = await (await AcaCaller.OfAsync(after.Http)).PageAsync();
        known["items"]!.AsArray().Select(item => item!["nav"]!.GetValue<string>()).ShouldBe(new[] { 2, 1, 3 }.Select(AcaCaller.NavOf));
        known["items"]![1]!["position"]!["entityFiscalCode"]!.GetValue<string>().Length.ShouldBe(300_000);
    }

    [Fact]
    public async Task A_file_that_another_simulator_has_is_not_opened()
    {
        await using var scene = await Scene.StartAsync("--state", State);
        await Should.ThrowAsync<IOException>(() => Scene.StartAsync("--state", State));
    }

    /// <summary>Writers raise the amount of their own notice; a kill may lose what was not answered, never what was.</summary>
    [Fact]
    public async Task What_was_answered_is_there_after_the_simulator_was_killed()
    {
        const int writers = 8;
        var answered = new ConcurrentDictionary<int, long>();
        var told = new long[writers + 1];
        for (var round = 0; round < 3; round++)
        {
            await using var simulator = await StartProcessAsync();
            using var http = new HttpClient { BaseAddress = simulator.BaseAddress };
            var aca = await AcaCaller.OfAsync(http);
            await CheckAsync(aca);
            var work = Enumerable.Range(1, writers).Select(number => WriteUntilItDiesAsync(aca, number)).ToList();
            var enough = answered.Values.Sum() + 500;
            while (answered.Values.Sum() < enough)
                await Task.WhenAny(Task.WhenAll(work), Task.Delay(5));
            await simulator.KillAsync();
            await Task.WhenAll(work);
        }
        await using var last = await StartProcessAsync();
        using var lastHttp = new HttpClient { BaseAddress = last.BaseAddress };
        await CheckAsync(await AcaCaller.OfAsync(lastHttp));

        async Task WriteUntilItDiesAsync(AcaCaller aca, int number)
        {
            try
            {
                while (true)
                {
                    await aca.TakenAsync(AcaCaller.Notice(number, ++told[number]));
                    answered[number] = told[number];
                }
            }
            catch (HttpRequestException)
            {
                // It was killed.
            }
        }

        async Task CheckAsync(AcaCaller aca)
        {
            foreach (var (number, amount) in answered)
            {
                var amounts = await aca.AmountsAsync(number);
                amounts.ShouldBeInOrder();
                amounts.ShouldBeUnique();
                amounts.ShouldContain(amount);
                amounts[^1].ShouldBeLessThanOrEqualTo(told[number]);
            }
        }
    }

    private Task<DotnetProcess> StartProcessAsync() =>
        DotnetProcess.StartAsync("PagoDigitale.NodeSimulator.dll", "/status", new Dictionary<string, string> { ["state"] = State });
}
