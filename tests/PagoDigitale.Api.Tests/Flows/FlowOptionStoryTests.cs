using System.Text;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Flows;

/// <summary>From the row of a file to the receipts of the node: a debt that is offered in two ways is paid once.</summary>
public sealed class FlowOptionStoryTests(FlowApi host) : IClassFixture<FlowApi>
{
    private const string WholeOrRates = $"""
        codice_esterno;codice_fiscale;nominativo;codice_servizio;importo;data_scadenza;opzione;rata
        S-1;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};300,00;30/06/2030;1;
        S-1;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};100,00;30/06/2030;2;1
        S-1;{FlowScene.Rossi};Rossi Mario;{FlowScene.Service};200,00;30/09/2030;2;2
        """;

    [Fact]
    public async Task After_the_first_rate_the_whole_is_void_and_after_the_second_the_debt_is_paid()
    {
        var (money, position, owed) = await LoadAsync();
        (await money.VerifyAsync(owed[0].NoticeNumber)).FaultCode.ShouldBeNull();

        (await money.ReceiveAsync(owed[1])).ShouldBe("regular");

        (await StateAsync()).ShouldBe(("partially-paid", "void | paid unpaid"));
        (await money.VerifyAsync(owed[0].NoticeNumber)).FaultCode.ShouldBe("PAA_PAGAMENTO_DUPLICATO");
        (await money.ReceiveAsync(owed[2])).ShouldBe("regular");
        (await StateAsync()).ShouldBe(("paid", "void | paid paid"));
        (await money.ReceiveAsync(owed[0])).ShouldBe("state-mismatch");
        await money.BalancedAsync();

        async Task<(string, string)> StateAsync()
        {
            var now = await money.Client.Positions.ReadAsync(money.Organization, position.Id);
            return (now.State, OptionScene.StatesOf(now));
        }
    }

    [Fact]
    public async Task Both_ways_at_one_moment_pay_it_once_and_owe_the_rest_back()
    {
        var (money, position, owed) = await LoadAsync();

        var told = await Task.WhenAll(money.ReceiveAsync(owed[0]), money.ReceiveAsync(owed[1]));

        told.Order().ShouldBe(["regular", "state-mismatch"]);
        var now = await money.Client.Positions.ReadAsync(money.Organization, position.Id);
        now.PaymentOptions.Count(o => o.State == "void").ShouldBe(1);
        (await money.BalanceAsync("payer-credits")).ShouldBe(told[0] == "regular" ? -10_000 : -30_000);
        await money.BalancedAsync();
    }

    private async Task<(MoneyScene Money, Position Position, List<Paid> Owed)> LoadAsync()
    {
        var scene = await FlowScene.CreateAsync(host.Api);
        var flow = await scene.GeneratedAsync(await scene.CheckedAsync(Encoding.UTF8.GetBytes(WholeOrRates)));
        var rows = await scene.RowsAsync(flow);
        var position = await host.Api.Admin.Positions.ReadAsync(scene.Organization, rows[0].PositionId!);
        return (
            new(new PositionScene(host.Api, scene.Organization)),
            position,
            [
                .. position
                    .PaymentOptions.SelectMany(o => o.Instalments)
                    .Select(i => new Paid(position.Id, i.Id, i.NoticeNumber!, Guid.NewGuid().ToString("N"), i.AmountCents)),
            ]
        );
    }
}
