using System.Net;
using System.Text;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Money;
using PagoDigitale.Core.Remittance;
using Shouldly;
using Xunit;

namespace PagoDigitale.NodeSimulator.Tests;

public sealed class BankStatementTests
{
    [Fact]
    public async Task Each_flow_has_one_credit_whose_text_can_be_read_in_every_shape()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(60);
        var flows = await scene.FlowsAsync();
        var movements = await ReadAsync(scene, "unrelated=28");
        movements.Count.ShouldBe(40);
        var credits = movements.Where(movement => RemittanceParser.IsPagoPa(movement.Text)).ToList();
        var read = credits.Select(credit => (RemittanceParser.Parse(credit.Text).Value, credit.Cents, credit.Date));
        read.Order().ShouldBe(flows.Select(flow => (flow.FlussoId, flow.TotalCents, flow.RegulationDate)).Order());
        credits.Select(credit => credit.Text.Split('2')[0]).Distinct().Count().ShouldBeGreaterThanOrEqualTo(6);
    }

    [Fact]
    public async Task Unrelated_movements_go_both_ways_and_credits_carry_a_provvisorio()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(3);
        var others = (await ReadAsync(scene, "unrelated=28")).Where(movement => !RemittanceParser.IsPagoPa(movement.Text)).ToList();
        others.Count.ShouldBe(28);
        others.ShouldContain(movement => movement.Cents < 0);
        others.ShouldContain(movement => movement.Text.Contains("LIBERTÀ", StringComparison.Ordinal));
        others.ShouldContain(movement => movement.Text.Contains(';'));
        others.ShouldAllBe(movement => movement.Cents > 0 == movement.Provvisorio.Length > 0);
    }

    [Fact]
    public async Task One_transfer_can_be_short_by_a_cent()
    {
        await using var scene = await RendicontazioneTests.PaidAsync(12);
        var flow = (await scene.FlowsAsync())[2];
        var movements = await ReadAsync(scene, $"shortFlow={flow.FlussoId}:1");
        movements.Single(movement => RemittanceParser.Parse(movement.Text).Value == flow.FlussoId).Cents.ShouldBe(flow.TotalCents - 1);
        (await scene.FlowsAsync()).Sum(other => other.TotalCents).ShouldBe(movements.Sum(movement => movement.Cents) + 1);
    }

    [Theory]
    [InlineData("shortFlow=nothing", HttpStatusCode.BadRequest)]
    [InlineData("shortFlow=2026-01-01X-1:1", HttpStatusCode.NotFound)]
    [InlineData("unrelated=-1", HttpStatusCode.BadRequest)]
    public async Task A_statement_that_cannot_be_made_is_refused(string query, HttpStatusCode status)
    {
        await using var scene = await Scene.StartAsync();
        using var answer = await scene.Http.GetAsync(new Uri($"/bank-statement?organization={FakeEnte.Ente}&{query}", UriKind.Relative));
        answer.StatusCode.ShouldBe(status);
    }

    private static async Task<List<Movement>> ReadAsync(Scene scene, string query)
    {
        var bytes = await scene.Http.GetByteArrayAsync(new Uri($"/bank-statement?organization={FakeEnte.Ente}&{query}", UriKind.Relative));
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetString(bytes);
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldStartWith("Tesoreria dell'Ente - disponibilità");
        lines[1].ShouldBe("Data contabile;Data valuta;Importo;Descrizione;Provvisorio");
        return [.. lines.Skip(2).Select(Movement.Read)];
    }

    private sealed record Movement(DateOnly Date, long Cents, string Text, string Provvisorio)
    {
        public static Movement Read(string line)
        {
            // Date; value date; amount; text, perhaps in quotes; provvisorio.
            var parts = line.Split(';', 4);
            var end = parts[3].LastIndexOf(';');
            ItalianDates.TryParse(parts[0], out var date).ShouldBeTrue();
            EuroCents.TryParseItalian(parts[2], out var cents).ShouldBeTrue(parts[2]);
            return new Movement(
                date,
                cents,
                parts[3][..end].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal),
                parts[3][(end + 1)..]
            );
        }
    }
}
