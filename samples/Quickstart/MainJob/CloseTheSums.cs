using PagoDigitale.Quickstart.Simulator;
using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>
/// Sets the figures of the service's ledger beside those that follow from what was loaded and paid, cent by cent.
/// </summary>
public sealed class CloseTheSums(Tools tools)
{
    public async Task<MainJobResult> RunAsync(
        IssuedFlow issued,
        MadePayments made,
        IReadOnlyList<ReportedFlow> flows,
        LoadedStatement loaded,
        CancellationToken cancellationToken
    )
    {
        using var step = tools.Progress.Begin("Close the sums");
        var summary = await tools.Client.Ledger.ReadCollectionSummaryAsync(tools.Organization, cancellationToken);
        var balance = await tools.Client.Ledger.ReadTrialBalanceAsync(tools.Organization, cancellationToken);
        var reversali = new List<Reversale>();
        await foreach (var reversale in tools.Client.Reversali.ListAllAsync(tools.Organization, cancellationToken: cancellationToken))
            reversali.Add(reversale);
        var exact = flows.Where(flow => flow.FlussoId != loaded.ShortFlow.FlussoId).ToList();
        var result = new MainJobResult(
            tools.Organization,
            Figures(issued, made, flows, exact, summary),
            [
                .. Closures(summary, balance, reversali),
                .. Exceptions(made, loaded, summary),
                .. await AccertamentiAsync(issued, made, exact, reversali, cancellationToken),
            ],
            [.. summary.Exceptions],
            reversali,
            balance
        );
        step.At(1, 1);
        step.Say(result.IsClosed ? "to the cent" : "NOT closed");
        return result;
    }

    private static List<Figure> Figures(
        IssuedFlow issued,
        MadePayments made,
        IReadOnlyList<ReportedFlow> flows,
        IReadOnlyList<ReportedFlow> exact,
        CollectionSummary summary
    )
    {
        var duplicate = new Sum(1, made.Duplicate.AmountCents);
        var reported = new Sum(flows.Sum(flow => flow.PaymentsCount), flows.Sum(flow => flow.TotalCents));
        // What came to the bank is booked as it came, a cent short; only whole transfers are regularised.
        var transferred = new Sum(flows.Count, reported.Cents - LoadBankStatement.ShortCents);
        var regularised = Sum.Of(exact.Select(flow => flow.TotalCents));
        var arrived = exact.SelectMany(flow => flow.ReceiptIds).ToHashSet(StringComparer.Ordinal);
        var reconciled = Sum.Of(
            made.Items.Where(payment => !payment.IsDuplicate && arrived.Contains(payment.ReceiptId)).Select(payment => payment.AmountCents)
        );
        return
        [
            new("issued", issued.Sum, new(summary.IssuedCount, summary.IssuedCents)),
            new("cancelled", default, new(summary.CancelledCount, summary.CancelledCents)),
            new("paid", made.Sum, new(summary.PaidCount, summary.PaidCents)),
            new("owed back to payers", duplicate, new(summary.PayerCreditsCount, summary.PayerCreditsCents)),
            new("still to be paid", issued.Sum - (made.Sum - duplicate), new(summary.OutstandingCount, summary.OutstandingCents)),
            new("reported", reported, new(summary.ReportedCount, summary.ReportedCents)),
            new("transferred", transferred, new(summary.TransferredCount, summary.TransferredCents)),
            new("reconciled", reconciled, new(summary.ReconciledCount, summary.ReconciledCents)),
            new("regularised", regularised, new(summary.RegularisedCount, summary.RegularisedCents)),
        ];
    }

    private static IEnumerable<Closure> Closures(CollectionSummary summary, TrialBalance balance, IReadOnlyList<Reversale> reversali)
    {
        yield return new("debits and credits of the ledger", balance.TotalDebitCents, balance.TotalCreditCents);
        yield return new("difference of the trial balance", balance.DifferenceCents, 0);
        foreach (var control in balance.Controls)
            yield return new($"ledger and register: {control.Name}", control.LedgerCents, control.RegisterCents);
        yield return new(
            "issued is paid, owed or cancelled",
            summary.IssuedCents,
            summary.PaidCents - summary.PayerCreditsCents + summary.OutstandingCents + summary.CancelledCents
        );
        yield return new("reversali and regularised", reversali.Sum(reversale => reversale.AmountCents), summary.RegularisedCents);
        foreach (var reversale in reversali)
            yield return new(
                $"allocations of reversale {reversale.Number}",
                reversale.Allocations.Sum(line => line.AmountCents) + reversale.UnallocatedCents,
                reversale.AmountCents
            );
    }

    /// <summary>What is left open is what went wrong on purpose, and nothing else.</summary>
    private static IEnumerable<Closure> Exceptions(MadePayments made, LoadedStatement loaded, CollectionSummary summary)
    {
        var found = summary
            .Exceptions.GroupBy(exception => exception.Class, StringComparer.Ordinal)
            .ToDictionary(ofClass => ofClass.Key, ofClass => ofClass.Sum(exception => exception.AmountCents), StringComparer.Ordinal);
        yield return new("exception: paid twice", made.Duplicate.AmountCents, found.GetValueOrDefault(ReconciliationClasses.Doppi));
        yield return new(
            "exception: transfer a cent short",
            loaded.ShortFlow.TotalCents,
            found.GetValueOrDefault(ReconciliationClasses.IufTesDivImp)
        );
        yield return new("no other exception", made.Duplicate.AmountCents + loaded.ShortFlow.TotalCents, found.Values.Sum());
        yield return new(
            "transferred is regularised or short",
            summary.TransferredCents,
            summary.RegularisedCents + loaded.ShortFlow.TotalCents - LoadBankStatement.ShortCents
        );
        yield return new(
            "reported is reconciled or among the exceptions",
            summary.ReportedCents,
            summary.ReconciledCents + found.Values.Sum()
        );
        yield return new(
            "reported is transferred or short",
            summary.ReportedCents,
            summary.TransferredCents + LoadBankStatement.ShortCents
        );
    }

    /// <summary>Each accertamento has what its members owed, and the reversali hold what their transfers brought.</summary>
    private async Task<List<Closure>> AccertamentiAsync(
        IssuedFlow issued,
        MadePayments made,
        IReadOnlyList<ReportedFlow> exact,
        IReadOnlyList<Reversale> reversali,
        CancellationToken cancellationToken
    )
    {
        var arrived = exact.SelectMany(flow => flow.ReceiptIds).ToHashSet(StringComparer.Ordinal);
        var closures = new List<Closure>();
        await foreach (
            var accertamento in tools.Client.Accertamenti.ListAllAsync(
                tools.Organization,
                new() { Year = tools.Options.Year },
                cancellationToken: cancellationToken
            )
        )
        {
            var owed = issued
                .Notices.Where(notice => notice.Member.AccertamentoNumber == accertamento.Number)
                .Sum(notice => notice.Member.AmountCents);
            closures.Add(new($"accertamento {accertamento.Number}, issued", owed, accertamento.IssuedCents));
            var paid = made
                .Items.Where(payment => !payment.IsDuplicate && payment.Notice.Member.AccertamentoNumber == accertamento.Number)
                .ToList();
            closures.Add(
                new($"accertamento {accertamento.Number}, collected", paid.Sum(payment => payment.AmountCents), accertamento.CollectedCents)
            );
            var inReversali = reversali
                .SelectMany(reversale => reversale.Allocations)
                .Where(line => line.AccertamentoNumber == accertamento.Number)
                .Sum(line => line.AmountCents);
            var brought = paid.Where(payment => arrived.Contains(payment.ReceiptId)).Sum(payment => payment.AmountCents);
            closures.Add(new($"accertamento {accertamento.Number}, in reversali", brought, inReversali));
            closures.Add(new($"accertamento {accertamento.Number}, regularised", brought, accertamento.RegularisedCents));
        }
        return closures;
    }
}
