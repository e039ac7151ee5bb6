using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Tests.Positions;
using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Sdk;
using PagoDigitale.TestKit;
using Shouldly;
using static PagoDigitale.Api.Tests.Receipts.PayerCredits;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>What must hold after every step.</summary>
public sealed partial class MoneyHistory
{
    private async Task HoldsAsync()
    {
        var balance = await scene.Client.Ledger.ReadTrialBalanceAsync(scene.Organization);
        balance
            .Controls.Where(c => c.DifferenceCents != 0)
            .Select(c => $"{c.Name}: ledger {c.LedgerCents}, register {c.RegisterCents}")
            .ShouldBeEmpty(Story());
        balance.DifferenceCents.ShouldBe(0, Story());
        balance.IsBalanced.ShouldBeTrue(Story());
        var summary = await scene.Client.Ledger.ReadCollectionSummaryAsync(scene.Organization);
        (summary.PaidCents - summary.PayerCreditsCents + summary.PaidToOthersCents + summary.OutstandingCents).ShouldBe(
            summary.IssuedCents - summary.CancelledCents,
            Story()
        );
        summary.PayerCreditsCents.ShouldBe(
            (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Limit = 200 })).Items.Sum(r => r.PayerCreditCents ?? 0),
            Story()
        );
        summary.OutstandingCents.ShouldBe(balance.Accounts.Single(a => a.Account == "receivables").BalanceCents, Story());
        var outstanding = (await scene.Client.Positions.ListAsync(scene.Organization, new() { Limit = 200 })).Items.Sum(p =>
            p.OutstandingCents ?? 0
        );
        (outstanding + summary.AwaitingReceiptCents).ShouldBe(summary.OutstandingCents, Story());
        await PositionsAsync();
        await StornosAsync();
        await AccertamentiAsync();
        await PaidAsync(summary);
        await StatesAsync();
    }

    /// <summary>Where the marks put instalments by what has just come, all that is stored puts them as well.</summary>
    private async Task StatesAsync()
    {
        await using var unit = await scene.Api.Services.GetRequiredService<TenantScopes>().OpenAsync(scene.Organization);
        var all = await unit.Session.QueryAsync(
            "SELECT instalment_id FROM instalments WHERE organization_id = $1",
            r => r.GetGuid(0),
            default,
            scene.Organization
        );
        (await unit.Get<InstalmentMarkWriter>().RefreshAsync(all, default)).ShouldBeEmpty(Story());
    }

    /// <summary>What positions store of their instalments is what these have.</summary>
    private async Task PositionsAsync() =>
        (
            await scene.Positions.QueryAsync<string>(
                $"""
                SELECT format('%s: %s stored, %s of its instalments', p.position_id, p.paid_cents, coalesce(sum(i.paid_cents), 0))
                FROM positions p JOIN instalments i USING (organization_id, position_id)
                WHERE p.organization_id = '{scene.Organization}'
                GROUP BY p.position_id, p.paid_cents HAVING p.paid_cents <> coalesce(sum(i.paid_cents), 0)
                """
            )
        ).ShouldBeEmpty(Story());

    /// <summary>
    /// The cases of stornos, worked out anew from what reversali and rendicontazioni show: what is missing of a booked flow, as far
    /// as debits that name a credit of it have taken it back.
    /// </summary>
    private async Task StornosAsync()
    {
        var cases = (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(c => c.Cause == "storno")
            .ToDictionary(c => c.ReversaleId!, c => c.AmountCents);
        var flows = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(r => r.State != "superseded")
            .ToList();
        var movements = (
            await scene.Client.BankStatements.ListMovementsAsync(scene.Organization, new() { Limit = 200 })
        ).Items.ToDictionary(m => m.Id);
        var expected = new Dictionary<string, long>();
        foreach (
            var reversale in (await scene.Client.Reversali.ListAsync(scene.Organization, new() { Limit = 200 })).Items.Where(r =>
                r.AnnulledAt is null
            )
        )
        {
            var booked = await scene.Client.Rendicontazioni.ReadAsync(scene.Organization, reversale.RendicontazioneId);
            var flow = flows.Single(f => f.FlussoId == booked.FlussoId && f.Psp.Id == booked.Psp.Id);
            var links = movements.Values.SelectMany(m => m.Matches).Where(m => m.RendicontazioneId == flow.Id).ToList();
            var came = links.Sum(m => m.AmountCents);
            // As long as no movement was known to bring it, the reversale itself says that it came.
            var missing =
                reversale.MovementId is null && links.Count == 0 ? 0 : Math.Min(reversale.AmountCents, flow.TotalAmountCents) - came;
            var taken = -reversale
                .Movements.Where(m => m.AmountCents < 0 && movements[m.MovementId].CounterpartId is not null)
                .Sum(m => m.AmountCents);
            reversale.Movements.Sum(m => m.AmountCents).ShouldBe(came, Story());
            if (Math.Min(missing, taken) is > 0 and var amount)
                expected[reversale.Id] = amount;
        }
        cases.ShouldBe(expected, ignoreOrder: true, Story());
    }

    /// <summary>Regularised, collected, issued; beyond that only what open cases state to the cent.</summary>
    private async Task AccertamentiAsync()
    {
        var open = (await scene.Client.Ledger.ListCorrectionCasesAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(c => c.Cause is "revoked" or "revised" or "paid-short")
            .ToLookup(c => c.AccertamentoNumber ?? "", c => c.AmountCents);
        foreach (var accertamento in (await scene.Client.Accertamenti.ListAsync(scene.Organization)).Items)
        {
            (accertamento.RegularisedCents - open[accertamento.Number].Sum()).ShouldBeLessThanOrEqualTo(
                accertamento.CollectedCents,
                Story()
            );
            accertamento.CollectedCents.ShouldBeLessThanOrEqualTo(accertamento.IssuedCents, Story());
        }
    }

    /// <summary>No flow has more for accertamenti than its rows bring, whatever was assigned of them.</summary>
    private async Task FlowsAsync()
    {
        foreach (var file in _flows.GroupBy(f => f.FlussoId).Where(g => g.Count() == 1).Select(g => g.Single()))
        {
            var split = await scene.Client.Allocations.ListAsync(scene.Organization, new() { FlussoId = file.FlussoId });
            split.TotalCents.ShouldBe(file.Rows.Sum(r => r.Outcome == "3" ? -r.AmountCents : r.AmountCents), Story());
            split
                .Items.Sum(i => i.AmountCents)
                .ShouldBeLessThanOrEqualTo(file.Rows.Where(r => r.Outcome != "3").Sum(r => r.AmountCents), Story());
        }
    }
}
