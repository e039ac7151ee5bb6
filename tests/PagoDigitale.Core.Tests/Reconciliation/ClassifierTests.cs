using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Core.Remittance;

namespace PagoDigitale.Core.Tests.Reconciliation;

public sealed class ClassifierTests
{
    /// <summary>
    /// Every combination of the four facts: P position, R receipt, F rendicontazione row, M movement, and what the movement names.
    /// </summary>
    [Theory]
    [InlineData("P", RemittanceKind.None, "IUD_NO_RT")]
    [InlineData("R", RemittanceKind.None, "RT_NO_IUF")]
    [InlineData("PR", RemittanceKind.None, "RT_NO_IUF")]
    [InlineData("F", RemittanceKind.None, "IUV_NO_RT")]
    [InlineData("PF", RemittanceKind.None, "IUV_NO_RT")]
    [InlineData("RF", RemittanceKind.None, "RT_IUF")]
    [InlineData("PRF", RemittanceKind.None, "IUD_RT_IUF")]
    [InlineData("M", RemittanceKind.None, "TES_NO_IUF_OR_IUV")]
    [InlineData("M", RemittanceKind.Flow, "TES_NO_MATCH")]
    [InlineData("M", RemittanceKind.Iuv, "TES_NO_MATCH")]
    [InlineData("PM", RemittanceKind.None, "TES_NO_IUF_OR_IUV")]
    [InlineData("PM", RemittanceKind.Flow, "TES_NO_MATCH")]
    [InlineData("PM", RemittanceKind.Iuv, "TES_NO_MATCH")]
    [InlineData("RM", RemittanceKind.Iuv, "RT_TES")]
    [InlineData("RM", RemittanceKind.None, "RT_TES")]
    [InlineData("RM", RemittanceKind.Flow, "TES_NO_MATCH")]
    [InlineData("PRM", RemittanceKind.Iuv, "RT_TES")]
    [InlineData("PRM", RemittanceKind.None, "RT_TES")]
    [InlineData("PRM", RemittanceKind.Flow, "TES_NO_MATCH")]
    [InlineData("FM", RemittanceKind.Flow, "IUV_NO_RT")]
    [InlineData("PFM", RemittanceKind.Flow, "IUV_NO_RT")]
    [InlineData("RFM", RemittanceKind.Flow, "RT_IUF_TES")]
    [InlineData("PRFM", RemittanceKind.Flow, "IUD_RT_IUF_TES")]
    [InlineData("RFM", RemittanceKind.None, "RT_IUF_TES")]
    [InlineData("PRFM", RemittanceKind.Iuv, "IUD_RT_IUF_TES")]
    public void Every_combination_of_facts_has_its_class(string facts, RemittanceKind reference, string expected) =>
        Classifier.Classify(Given(facts) with { ReferenceKind = reference }).ClassText.ShouldBe(expected);

    [Theory]
    [InlineData("RFM", "IUF_TES_DIV_IMP")]
    [InlineData("PRFM", "IUF_TES_DIV_IMP")]
    [InlineData("FM", "IUF_TES_DIV_IMP")]
    public void A_movement_of_another_amount_than_reported_is_different(string facts, string expected)
    {
        var item = Given(facts) with
        {
            ReportRowCents = 500,
            ReportTotalCents = 1000,
            MovementCents = 999,
            ReferenceKind = RemittanceKind.Flow,
        };
        Classifier.Classify(item).ClassText.ShouldBe(expected);
        Classifier.Classify(item with { MovementCents = 1000 }).Class.ShouldNotBe(ReconciliationClass.IufTesDivImp);
        Classifier.Classify(item with { ReportTotalCents = null, MovementCents = 500 }).Class.ShouldNotBe(ReconciliationClass.IufTesDivImp);
    }

    [Fact]
    public void A_single_transfer_of_another_amount_than_the_receipt_matches_nothing()
    {
        var item = Given("RM") with { ReceiptCents = 1000, MovementCents = 1001, ReferenceKind = RemittanceKind.Iuv };
        Classifier.Classify(item).ClassText.ShouldBe("TES_NO_MATCH");
        Classifier.Classify(item with { MovementCents = 1000 }).ClassText.ShouldBe("RT_TES");
    }

    [Theory]
    [InlineData("R")]
    [InlineData("RF")]
    [InlineData("RM")]
    [InlineData("RFM")]
    public void A_receipt_without_the_position_it_should_have_is_an_anomaly(string facts)
    {
        Classifier.Classify(Given(facts) with { IsPositionExpected = true }).ClassText.ShouldBe("RT_NO_IUD");
        Classifier.Classify(Given("P" + facts) with { IsPositionExpected = true }).ClassText.ShouldNotBe("RT_NO_IUD");
    }

    [Theory]
    [InlineData("PR")]
    [InlineData("PRF")]
    [InlineData("PRM")]
    [InlineData("PRFM")]
    public void A_receipt_that_disagrees_with_its_position_or_its_row_is_an_anomaly_wherever_the_money_is(string facts)
    {
        var item = Given(facts) with { ReferenceKind = RemittanceKind.Iuv };
        Classifier.Classify(item with { IsPaidDifferently = true }).ClassText.ShouldBe("IUD_RT_DIV_IMP");
        Classifier.Classify(item with { IsPaidDifferently = true, IsMovementOverdue = true }).ClassText.ShouldBe("IUD_RT_DIV_IMP");
        Classifier.Classify(item with { IsPaidAfterRelease = true }).ClassText.ShouldBe("RT_NO_IUD");
        Classifier.Classify(item with { IsReportedDifferently = true }).ClassText.ShouldBe("RT_IUF_DIV_IMP");
        Classifier
            .Classify(item)
            .Class.ShouldNotBeOneOf(ReconciliationClass.IudRtDivImp, ReconciliationClass.RtIufDivImp, ReconciliationClass.RtNoIud);
    }

    [Fact]
    public void Money_that_did_not_come_is_said_before_anything_is_refunded()
    {
        var less = Given("PRFM") with { IsReportedDifferently = true };
        foreach (
            var item in new[]
            {
                less with
                {
                    IsPaidDifferently = true,
                },
                less with
                {
                    IsDuplicate = true,
                },
                less with
                {
                    IsPaidAfterRelease = true,
                },
                less with
                {
                    IsOutsideNode = true,
                },
            }
        )
        {
            var found = Classifier.Classify(item);
            found.ClassText.ShouldBe("RT_IUF_DIV_IMP");
            found.NextStep.ToString().ShouldContain("Ask the PSP");
            found.NextStep.ToString().ShouldNotContain("refundPayerCredit");
        }
        Classifier.Classify(less with { OutcomeCode = 3 }).Rule.ToString().ShouldContain("revoked");
    }

    [Fact]
    public void A_revoked_payment_asks_for_another_one_only_where_the_debt_is_open_again()
    {
        var step = Classifier.Classify(Given("PRFM") with { OutcomeCode = 3 }).NextStep.ToString();

        step.ShouldContain("If another payment still pays the position, that is all");
        step.ShouldContain("If the position is open again, ask the payer with a new one and cancel this one (cancelPosition)");
    }

    [Theory]
    [InlineData("F", true)]
    [InlineData("RF", false)]
    public void A_flow_whose_credit_waits_for_a_decision_names_the_proposal(string facts, bool isWholeFlow)
    {
        var item = Given(facts) with { IsWholeFlow = isWholeFlow, IsMovementOverdue = true };

        Classifier
            .Classify(item with { HasProposals = true })
            .ShouldSatisfyAllConditions(
                c => c.ClassText.ShouldBe("IUF_NO_TES"),
                c => c.NextStep.ToString().ShouldContain("listMovementProposals")
            );
        Classifier.Classify(item).NextStep.ToString().ShouldNotContain("listMovementProposals");
    }

    [Fact]
    public void A_credit_that_came_before_is_a_duplicate_that_asks_nothing_of_the_payer()
    {
        foreach (
            var item in new[]
            {
                Given("M") with
                {
                    IsRepeatedMovement = true,
                    ReferenceKind = RemittanceKind.Flow,
                },
                Given("PRFM") with
                {
                    IsTransferredSingly = true,
                },
            }
        )
        {
            var found = Classifier.Classify(item);
            found.ClassText.ShouldBe("DOPPI");
            found.NextStep.ToString().ShouldNotContain("payer");
        }
        Classifier.Classify(Given("PR") with { IsDuplicate = true }).NextStep.ToString().ShouldContain("payer");
        Classifier
            .Classify(Given("M") with { IsReferenceKnown = true, ReferenceKind = RemittanceKind.Flow })
            .Rule.ToString()
            .ShouldContain("another total");
    }

    [Theory]
    [InlineData("F", true, "IUF_NO_TES")]
    [InlineData("RF", true, "IUF_NO_TES")]
    [InlineData("FM", true, "IUV_NO_RT")]
    [InlineData("RFM", true, "RT_IUF_TES")]
    public void A_whole_flow_is_classed_by_its_movement(string facts, bool isWholeFlow, string expected) =>
        Classifier.Classify(Given(facts) with { IsWholeFlow = isWholeFlow }).ClassText.ShouldBe(expected);

    [Fact]
    public void A_reported_payment_turns_irregular_when_its_money_is_overdue()
    {
        var late = Classifier.Classify(Given("PRF") with { IsMovementOverdue = true });
        late.ClassText.ShouldBe("IUF_NO_TES");
        late.IsRegular.ShouldBeFalse();
        Classifier.Classify(Given("F") with { IsWholeFlow = true, IsMovementOverdue = true }).NextStep.ToString().ShouldContain("late");
    }

    [Theory]
    [InlineData("P", "PAID_OUTSIDE")]
    [InlineData("PM", "PAID_OUTSIDE")]
    [InlineData("PR", "DOPPI")]
    [InlineData("PF", "DOPPI")]
    public void A_payment_outside_the_node_is_regular_until_it_is_paid_again(string facts, string expected) =>
        Classifier.Classify(Given(facts) with { IsOutsideNode = true }).ClassText.ShouldBe(expected);

    [Theory]
    [InlineData(9, "no receipt will come")]
    [InlineData(8, "without request (outcome 8)")]
    [InlineData(4, "late receipt")]
    [InlineData(3, "Revoked")]
    [InlineData(0, "uploadReceipt")]
    [InlineData(null, "uploadReceipt")]
    public void The_outcome_code_tells_what_to_do_without_a_receipt(int? outcome, string step) =>
        Classifier.Classify(Given("F") with { OutcomeCode = outcome }).NextStep.ToString().ShouldContain(step);

    [Fact]
    public void Over_all_facts_a_class_never_claims_what_is_missing()
    {
        var reached = new HashSet<ReconciliationClass>();
        var wrong = new List<string>();
        var seen = 0;
        // Millions of them: an assertion for each would take longer than everything it asserts.
        foreach (var item in AllFacts())
        {
            var found = Classifier.Classify(item);
            reached.Add(found.Class);
            var isUnsaid = seen++ % 64 == 0 && found.FactsFound.Count == 0;
            if ((isUnsaid || !Holds(item, found)) && wrong.Count < 10)
                wrong.Add($"{found.ClassText} of {item}");
        }
        wrong.ShouldBeEmpty();
        reached.Count.ShouldBe(Enum.GetValues<ReconciliationClass>().Length);
    }

    private static bool Holds(Facts item, Classification found)
    {
        if (item is { IsDuplicate: true, IsReportedDifferently: false } && found.Class != ReconciliationClass.Doppi)
            return false;
        if (!found.IsRegular || found.Class == ReconciliationClass.PaidOutside)
            return true;
        var text = found.ClassText;
        return (item.HasPosition || !text.Contains("IUD", StringComparison.Ordinal))
            && item.HasReceipt
            && item.HasReportRow == text.Contains("IUF", StringComparison.Ordinal)
            && item.HasMovement == text.Contains("TES", StringComparison.Ordinal);
    }

    [Fact]
    public void The_facts_are_told_in_words() =>
        Classifier
            .Classify(Given("PRFM") with { PositionCents = 123456, ReceiptCents = 123456, ReportRowCents = 123456, MovementCents = 123456 })
            .FactsFound.Select(f => f.ToString())
            .ShouldBe([
                "position of 1.234,56 euro",
                "receipt of 1.234,56 euro",
                "rendicontazione row of 1.234,56 euro",
                "treasury movement of 1.234,56 euro",
            ]);

    [Fact]
    public void No_facts_have_no_class() => Should.Throw<ArgumentException>(() => Classifier.Classify(new Facts()));

    [Fact]
    public void Classes_have_the_texts_accountants_know()
    {
        ReconciliationClassText.All.Count.ShouldBe(Enum.GetValues<ReconciliationClass>().Length);
        foreach (var value in Enum.GetValues<ReconciliationClass>())
        {
            var text = ReconciliationClassText.Of(value);
            text.Replace("_", "", StringComparison.Ordinal)
                .ShouldBe(value == ReconciliationClass.PaidOutside ? "PAIDOUTSIDE" : value.ToString().ToUpperInvariant());
            ReconciliationClassText.Parse(text).ShouldBe(value);
        }
        ReconciliationClassText.TryParse("iud_no_rt", out _).ShouldBeFalse();
        Should.Throw<FormatException>(() => ReconciliationClassText.Parse("X"));
        Enum.GetValues<ReconciliationClass>().Count(ReconciliationClassText.IsRegular).ShouldBe(6);
    }

    private static Facts Given(string facts) =>
        new()
        {
            HasPosition = facts.Contains('P', StringComparison.Ordinal),
            HasReceipt = facts.Contains('R', StringComparison.Ordinal),
            HasReportRow = facts.Contains('F', StringComparison.Ordinal),
            HasMovement = facts.Contains('M', StringComparison.Ordinal),
        };

    internal static IEnumerable<Facts> AllFacts()
    {
        for (var bits = 0; bits < 1 << 20; bits++)
        {
            bool Bit(int index) => (bits >> index & 1) == 1;
            if ((bits & 15) == 0)
                continue;
            // Only movements without a rendicontazione have proposals, and rendicontazioni without a movement.
            if (Bit(19) && Bit(3) == Bit(2))
                continue;
            foreach (var reference in Enum.GetValues<RemittanceKind>())
            {
                foreach (long? movement in new long?[] { null, 1000, 999 })
                {
                    yield return new Facts
                    {
                        HasPosition = Bit(0),
                        HasReceipt = Bit(1),
                        HasReportRow = Bit(2),
                        HasMovement = Bit(3),
                        IsWholeFlow = Bit(4),
                        IsPositionExpected = Bit(5),
                        IsMovementOverdue = Bit(6),
                        IsDuplicate = Bit(7),
                        IsOutsideNode = Bit(8),
                        IsRepeatedMovement = Bit(9),
                        IsTransferredSingly = Bit(10),
                        IsPaidDifferently = Bit(11),
                        IsPaidAfterRelease = Bit(12),
                        IsReportedDifferently = Bit(13),
                        IsReferenceKnown = Bit(14),
                        IsRepeatedRow = Bit(15),
                        IsDebit = Bit(16),
                        IsSumWrong = Bit(17),
                        IsAccountedDifferently = Bit(18),
                        HasProposals = Bit(19),
                        ReferenceKind = reference,
                        MovementCents = movement,
                        ReceiptCents = 1000,
                        ReportTotalCents = 1000,
                    };
                }
            }
        }
    }
}
