using PagoDigitale.Api.Tests.ReconciliationJobs;
using PagoDigitale.Sdk;
using Shouldly;

namespace PagoDigitale.Api.Tests.Ledger;

/// <summary>What PSPs owe, or took too much of, is somebody's task as long as it is so.</summary>
public sealed partial class MoneyHistory
{
    /// <summary>
    /// Worked out anew from what rendicontazioni show: a payment of which more was taken back than paid out is named by an open item
    /// of its own or of its flow, booked or not.
    /// </summary>
    private async Task ClearingAsync(ReconciliationJob job)
    {
        var items = new List<ReconciliationItem>();
        for (string? cursor = null; ; )
        {
            var page = await scene.Client.ReconciliationJobs.ListItemsAsync(
                scene.Organization,
                job.Id,
                new() { Cursor = cursor, Limit = 200 }
            );
            items.AddRange(page.Items.Where(i => !i.IsRegular));
            if ((cursor = page.NextCursor) is null)
                break;
        }
        var named = items.Select(i => i.Iuv).OfType<string>().ToHashSet();
        var whole = items.Where(i => i.Iuv is null).Select(i => i.FlussoId).OfType<string>().ToHashSet();
        var flows = (await scene.Client.Rendicontazioni.ListAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(r => r.State != "superseded")
            .ToList();
        var rows = new List<(string FlussoId, RendicontazioneRow Row)>();
        foreach (var flow in flows)
            rows.AddRange(
                (await scene.Client.Rendicontazioni.ListRowsAsync(scene.Organization, flow.Id, new() { Limit = 200 })).Items.Select(r =>
                    (flow.FlussoId, r)
                )
            );
        foreach (var payment in rows.GroupBy(r => (r.Row.Iuv, r.Row.Iur)))
        {
            var told = payment.Sum(r => r.Row.AmountCents);
            if (told >= 0 || payment.Any(r => whole.Contains(r.FlussoId)))
                continue;
            named.ShouldContain(payment.Key.Iuv, $"{told} told\n{Story()}");
        }
    }

    /// <summary>Whatever is asked: the payments add up to the total, and what has an accertamento and what has none too.</summary>
    private async Task AllocationsAsync()
    {
        var api = scene.Client.Allocations;
        var asked = new List<(string What, AllocationSummary Told)>();
        foreach (var flow in _flows.Select(f => f.FlussoId).Distinct())
            asked.Add((flow, await api.ListAsync(scene.Organization, new() { FlussoId = flow })));
        foreach (var debt in _debts)
            asked.Add((debt.Iuv, await api.ListAsync(scene.Organization, new() { Iuv = debt.Iuv })));
        foreach (var reversale in (await scene.Client.Reversali.ListAsync(scene.Organization, new() { Limit = 200 })).Items)
            asked.Add((reversale.Id, await api.ListAsync(scene.Organization, new() { ReversaleId = reversale.Id })));
        foreach (var day in new[] { MoneyScene.Day, new DateOnly(2026, 5, 29) })
            asked.Add(($"{day}", await api.ListAsync(scene.Organization, new() { Day = day })));
        foreach (var (what, told) in asked)
        {
            told.Payments.Sum(p => p.AmountCents).ShouldBe(told.TotalCents, $"{what}\n{Story()}");
            (told.Items.Sum(i => i.AmountCents) + told.UnallocatedCents).ShouldBe(told.TotalCents, $"{what}\n{Story()}");
        }
    }

    /// <summary>
    /// Positions and summary mean the same by paid: the summary has besides what second payments and unknown notices still owe back.
    /// </summary>
    private async Task PaidAsync(CollectionSummary summary)
    {
        var elsewhere = (await scene.Client.Receipts.ListAsync(scene.Organization, new() { Limit = 200 }))
            .Items.Where(r => r.Classification is "duplicate-payment" or "unknown-notice")
            .Sum(r => r.PayerCreditCents ?? 0);
        var positions = (await scene.Client.Positions.ListAsync(scene.Organization, new() { Limit = 200 })).Items;
        // What others received for a debt that was cancelled, or beyond their share, is between them and the payer: no posting tells of it.
        var beyond = (
            await scene.Positions.QueryAsync<long>(
                $"""
                SELECT coalesce(sum(t.amount_cents), 0)::bigint FROM instalments i
                JOIN receipts c USING (organization_id, receipt_record_id)
                JOIN receipt_transfers t USING (organization_id, receipt_record_id)
                WHERE i.organization_id = '{scene.Organization}' AND i.is_released AND i.paid_cents > 0
                    AND t.beneficiary <> i.organization_id
                """
            )
        ).Single();
        (positions.Sum(p => p.PaidCents) + elsewhere - beyond).ShouldBe(summary.PaidCents + summary.PaidToOthersCents, Story());
    }
}
