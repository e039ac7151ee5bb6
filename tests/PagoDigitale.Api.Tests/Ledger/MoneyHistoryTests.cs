using System.Diagnostics;
using System.Globalization;
using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using Xunit;
using Xunit.Abstractions;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>
/// Generated histories, with their seeds printed: the same ones at every run, so that a change is told from chance.
/// PAGODIGITALE_SEED plays others, PAGODIGITALE_HISTORIES as many as wanted (without it three).
/// </summary>
public sealed class MoneyHistoryTests(OneApi one, ITestOutputHelper output) : IClassFixture<OneApi>
{
    private const int Steps = 40;
    private const int HistoriesOfTheSuite = 3;
    private const int SeedOfTheSuite = 44_296;

    [Fact]
    public async Task Whatever_happens_every_control_holds_and_every_payment_is_booked_once()
    {
        var first = Number("PAGODIGITALE_SEED") ?? SeedOfTheSuite;
        var wanted = Number("PAGODIGITALE_HISTORIES") ?? HistoriesOfTheSuite;
        var watch = Stopwatch.StartNew();
        for (var played = 0; played < wanted; played++)
        {
            output.WriteLine($"seed {first + played} at {watch.Elapsed}");
            await new MoneyHistory(await MoneyScene.CreateAsync(one.Api), first + played).PlayAsync(Steps);
        }
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
