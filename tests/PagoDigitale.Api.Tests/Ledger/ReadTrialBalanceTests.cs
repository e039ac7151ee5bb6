using PagoDigitale.Api.Tests.Platform;
using PagoDigitale.Api.Tests.Positions;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Ledger;

public sealed class ReadTrialBalanceTests(OneApi one) : IClassFixture<OneApi>
{
    [Fact]
    public async Task Accounts_and_controls_tell_of_one_organization_alone()
    {
        var (scene, other) = (await PositionScene.CreateAsync(one.Api), await PositionScene.CreateAsync(one.Api));
        var position = await scene.CreateAsync(PositionScene.Input(10_000));
        await scene.CreateAsync(PositionScene.Input(2_500));
        await scene.PayAsync(PositionScene.Instalment(position).NoticeNumber, 10_000);

        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);

        var accounts = balance.Accounts.ToDictionary(a => a.Account);
        (accounts["receivables"].DebitCents, accounts["receivables"].CreditCents, accounts["receivables"].BalanceCents).ShouldBe(
            (12_500, 10_000, 2_500)
        );
        (accounts["revenue"].BalanceCents, accounts["psp-clearing"].BalanceCents).ShouldBe((-12_500, 10_000));
        (balance.TotalDebitCents, balance.TotalCreditCents, balance.DifferenceCents).ShouldBe((22_500, 22_500, 0));
        var controls = balance.Controls.ToDictionary(c => c.Name, c => (c.LedgerCents, c.RegisterCents));
        controls["receivables-against-open-instalments"].ShouldBe((2_500, 2_500));
        controls["payments-against-receipts"].ShouldBe((10_000, 10_000));
        controls.Count.ShouldBe(17);
        balance.IsBalanced.ShouldBeTrue();
        (await other.Ledger.ReadTrialBalanceAsync(other.Organization)).ShouldSatisfyAllConditions(
            b => b.TotalDebitCents.ShouldBe(0),
            b => b.Controls.ShouldAllBe(c => c.LedgerCents == 0 && c.RegisterCents == 0)
        );
    }

    [Fact]
    public async Task The_control_finds_a_posting_that_nothing_explains()
    {
        var scene = await PositionScene.CreateAsync(one.Api);
        await scene.CreateAsync();
        await scene.SqlAsync(
            $"""
            WITH posted AS (
                INSERT INTO postings (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents)
                VALUES ('{scene.Organization}', gen_random_uuid(), now(), 'issued', 'receivables', 'revenue', 7)
                RETURNING *)
            INSERT INTO posting_tail (organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents)
            SELECT organization_id, posting_id, occurred_at, kind, debit, credit, amount_cents FROM posted
            """
        );
        var balance = await scene.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance.DifferenceCents.ShouldBe(0);
        balance.IsBalanced.ShouldBeFalse();
        balance.Controls.Single(c => c.DifferenceCents != 0).Name.ShouldBe("receivables-against-open-instalments");
    }
}
