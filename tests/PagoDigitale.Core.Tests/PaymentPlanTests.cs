using CsCheck;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Plans;

namespace PagoDigitale.Core.Tests;

public sealed class PaymentPlanTests
{
    private static readonly DateOnly _from = new(2026, 1, 31);

    [Fact]
    public void The_parts_of_any_amount_add_up_to_it() =>
        Gen.Select(
                Gen.Long[1, 99_999_999_999],
                Gen.Int[1, 72],
                Gen.OneOf(Gen.Const(1), Gen.Const(10), Gen.Const(100), Gen.Const(1_000)),
                Gen.Bool,
                Gen.Int[1, 99]
            )
            .Sample(
                (amount, count, roundTo, isRestOnLast, percent) =>
                {
                    var rates = Rates(count) with { RoundToCents = roundTo, IsRestOnLast = isRestOnLast };
                    Sum(rates, amount).ShouldBeOneOf(null, amount);
                    if (count > 1)
                        Sum(rates with { Kind = PaymentOptionKind.DownPayment, DownPaymentPercent = percent }, amount)
                            .ShouldBeOneOf(null, amount);
                    var reduced = new PaymentPlan
                    {
                        Code = "R",
                        Kind = PaymentOptionKind.Reduced,
                        ReductionPercent = percent,
                        RoundToCents = roundTo,
                    };
                    (Sum(reduced, amount) ?? 0).ShouldBeLessThan(amount);
                },
                iter: 2_000
            );

    [Theory]
    [InlineData(10_000, 3, 1, false, "3334 3333 3333")]
    [InlineData(10_000, 3, 1, true, "3333 3333 3334")]
    [InlineData(10_050, 3, 100, false, "3450 3300 3300")]
    [InlineData(10_050, 3, 100, true, "3300 3300 3450")]
    [InlineData(2, 3, 1, true, null)]
    [InlineData(250, 3, 100, true, null)]
    public void What_rounding_leaves_over_is_on_the_first_or_on_the_last(
        long amount,
        int count,
        int roundTo,
        bool isRestOnLast,
        string? expected
    )
    {
        var parts = (Rates(count) with { RoundToCents = roundTo, IsRestOnLast = isRestOnLast }).Split(amount, _from);

        (parts is null ? null : string.Join(' ', parts.Select(p => p.AmountCents))).ShouldBe(expected);
    }

    [Fact]
    public void A_month_that_is_shorter_has_its_last_day_and_the_next_the_day_again() =>
        Rates(4)
            .Split(4_000, _from)!
            .Select(p => p.DueDate)
            .ShouldBe([new(2026, 1, 31), new(2026, 2, 28), new(2026, 3, 31), new(2026, 4, 30)]);

    [Fact]
    public void A_down_payment_and_a_reduction_are_parts_of_the_whole()
    {
        var down = new PaymentPlan
        {
            Code = "D",
            Kind = PaymentOptionKind.DownPayment,
            InstalmentsCount = 3,
            DownPaymentPercent = 30,
            FirstAfterDays = 10,
            EveryDays = 30,
            RoundToCents = 100,
            IsRestOnLast = true,
        };
        down.Split(10_050, _from)!.ShouldBe([new(3_000, new(2026, 2, 10)), new(3_500, new(2026, 3, 12)), new(3_550, new(2026, 4, 11))]);
        var reduced = new PaymentPlan
        {
            Code = "R",
            Kind = PaymentOptionKind.Reduced,
            ReductionPercent = 30,
            FirstAfterDays = 5,
        };
        reduced.Split(9_999, _from)!.ShouldBe([new(6_999, new(2026, 2, 5))]);
        var dated = Rates(2) with { EveryMonths = null, FirstAfterDays = null, DueDates = [new(2026, 6, 16), new(2026, 12, 16)] };
        dated.Split(3, _from)!.ShouldBe([new(2, new(2026, 6, 16)), new(1, new(2026, 12, 16))]);
    }

    private static PaymentPlan Rates(int count) =>
        new()
        {
            Code = "RATE",
            Kind = count == 1 ? PaymentOptionKind.Single : PaymentOptionKind.Instalments,
            InstalmentsCount = count,
            FirstAfterDays = 0,
            EveryMonths = 1,
        };

    private static long? Sum(PaymentPlan plan, long amount) => plan.Split(amount, _from)?.Sum(p => p.AmountCents);
}
