using PagoDigitale.Core.Reconciliation;

namespace PagoDigitale.Core.Tests.Reconciliation;

/// <summary>
/// specs/reconciliation-classes.md: every verdict the classifier can give, found by asking it about every combination of facts.
/// </summary>
public sealed class ClassificationPageTests
{
    [Fact]
    public void The_page_of_the_classes_is_current()
    {
        int?[] outcomes = [null, 0, 3, 4, 8, 9];
        var verdicts = ClassifierTests
            .AllFacts()
            .SelectMany(facts => NeedsOutcomes(facts) ? outcomes.Select(o => facts with { OutcomeCode = o }) : [facts])
            .Select(Classifier.Classify)
            .Select(c => (c.Class, c.Rule, c.NextStep))
            .Distinct()
            .Select(c => (c.Class, Rule: c.Rule.English, NextStep: c.NextStep.English))
            .ToList();
        var rows = verdicts
            .OrderBy(v => v.Class)
            .ThenBy(v => v.Rule, StringComparer.Ordinal)
            .ThenBy(v => v.NextStep, StringComparer.Ordinal)
            .Select(v =>
                $"| `{ReconciliationClassText.Of(v.Class)}` | {(ReconciliationClassText.IsRegular(v.Class) ? "yes" : "no")} "
                + $"| {v.Rule} | {v.NextStep} |\n"
            );
        GeneratedPage.ShouldBeCurrent(
            "reconciliation-classes.md",
            $"""
            # Classes of reconciliation

            Generated from `PagoDigitale.Core.Reconciliation.Classifier` by its test; don't edit by hand.

            A name says which facts an item has: IUD the position, RT the receipt, IUF the rendicontazione, TES the treasury movement;
            `NO` what is missing, `DIV_IMP` that amounts differ. Rules are tried in the order of what they cost: duplicates before
            differences, differences before what is merely missing. An item that is regular asks nothing of anybody.

            | class | regular | rule | next step |
            |---|---|---|---|

            """.ReplaceLineEndings("\n") + string.Concat(rows)
        );
    }

    private static bool NeedsOutcomes(Facts facts) => facts is { HasReportRow: true, HasReceipt: false };
}
