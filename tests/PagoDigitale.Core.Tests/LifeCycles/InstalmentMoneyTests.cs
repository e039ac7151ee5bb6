using PagoDigitale.Core.LifeCycles;
using static PagoDigitale.Core.LifeCycles.InstalmentState;

namespace PagoDigitale.Core.Tests.LifeCycles;

public sealed class InstalmentMoneyTests
{
    /// <summary>From every state, whatever is known of the money, there is a way, and it ends where the facts say.</summary>
    [Fact]
    public void Every_state_has_a_way_to_where_its_money_puts_it()
    {
        foreach (var state in Enum.GetValues<InstalmentState>())
            for (var own = 0; own <= 3; own++)
            for (var reported = 0; reported <= own; reported++)
            for (var transferred = 0; transferred <= reported; transferred++)
                foreach (
                    var (hasReceipt, isReleased, before) in from receipt in new[] { false, true }
                    from released in new[] { false, true }
                    from b in new InstalmentState?[] { null, Replaced, Cancelled }
                    select (receipt, released, b)
                )
                    Check(
                        new InstalmentMoney
                        {
                            State = state,
                            OwnTransfers = own,
                            Reported = reported,
                            Transferred = transferred,
                            HasReceipt = hasReceipt,
                            IsReleased = isReleased,
                            BeforeReport = before,
                        }
                    );
    }

    private static void Check(InstalmentMoney money)
    {
        // A receipt settles at once: an instalment that is not settled has none.
        if (money.HasReceipt && !InstalmentLifeCycle.IsSettled(money.State))
            return;
        var (state, isInPart) = money.Target();
        var isWhole = money.OwnTransfers > 0 && money.Reported == money.OwnTransfers;
        state.ShouldBe(
            isWhole && money.Transferred == money.OwnTransfers ? Reconciled
                : isWhole ? Reported
                : money.HasReceipt || money.Reported > 0 ? Paid
                : !InstalmentLifeCycle.IsSettled(money.State) ? money.State
                : !money.IsReleased ? Unpaid
                : money.BeforeReport == Replaced ? Replaced
                : Cancelled,
            money.ToString()
        );
        isInPart.ShouldBe(!isWhole && !money.HasReceipt && money.Reported > 0, money.ToString());
        (money with { State = state }).Target().ShouldBe((state, isInPart), $"{money} again");
    }
}
