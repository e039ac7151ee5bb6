using PagoDigitale.Sdk;

namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Makes the collection orders of the statement for the accounting system.</summary>
public sealed class IssueReversali(Tools tools)
{
    public async Task<ReversaliOutcome> RunAsync(string statementId, CancellationToken cancellationToken)
    {
        using var step = tools.Progress.Begin("Issue the reversali");
        var outcome = await tools.Client.Reversali.CreateAsync(
            tools.Organization,
            new() { StatementId = statementId },
            cancellationToken: cancellationToken
        );
        foreach (var reversale in outcome.Items)
            Expect.Equal(
                $"reversale {reversale.Number}",
                reversale.AmountCents,
                reversale.Allocations.Sum(line => line.AmountCents) + reversale.UnallocatedCents
            );
        step.At(1, 1);
        var already = outcome.Skipped.Count(skipped => skipped.Reason == SkipReasons.AlreadyAccounted);
        var before = already > 0 ? $", {already} issued before" : "";
        step.Say(
            $"{outcome.Items.Count} for {Euro.Text(outcome.Items.Sum(reversale => reversale.AmountCents))}{before}, "
                + $"{outcome.Skipped.Count - already} left until it agrees"
        );
        return outcome;
    }
}
