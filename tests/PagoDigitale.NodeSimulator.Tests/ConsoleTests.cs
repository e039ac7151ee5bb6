using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class ConsoleTests
{
    [Fact]
    public async Task A_notice_can_be_paid_from_the_command_line()
    {
        await using var ente = await FakeEnte.StartAsync();
        (await PayFromConsole.RunAsync([.. Where(ente), ente.Issue(1, 4_200)])).ShouldBe(0);
        ente.Receipts.ShouldHaveSingleItem().AmountCents.ShouldBe(4_200);
    }

    [Fact]
    public async Task The_command_line_fails_when_the_station_misbehaves_and_tells_what_is_missing()
    {
        await using var ente = await FakeEnte.StartAsync();
        (await PayFromConsole.RunAsync([.. Where(ente), "--fault", "expired", ente.Issue(1, 4_200)])).ShouldBe(1);
        (await PayFromConsole.RunAsync(["301000000000000144"])).ShouldBe(2);
    }

    private static string[] Where(FakeEnte ente) =>
        ["--node", ente.NodeUrl.ToString(), "--organization", FakeEnte.Ente, "--broker", FakeEnte.Broker, "--station", FakeEnte.Station];
}
