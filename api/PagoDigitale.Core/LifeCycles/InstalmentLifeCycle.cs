using static PagoDigitale.Core.LifeCycles.InstalmentEvent;
using static PagoDigitale.Core.LifeCycles.InstalmentState;

namespace PagoDigitale.Core.LifeCycles;

public enum InstalmentState
{
    Draft,
    Unpaid,
    Paid,
    Reported,
    Reconciled,
    Expired,
    Cancelled,
    Replaced,

    /// <summary>Another payment option of its position was paid (<see cref="PaymentOptions"/>).</summary>
    Void,
}

public enum InstalmentEvent
{
    Publish,

    /// <summary>A receipt came from the node.</summary>
    Pay,

    /// <summary>The organization declares money taken elsewhere: counter, terminal, plain transfer.</summary>
    PayOutsideNode,

    /// <summary>A row of a rendicontazione names the instalment.</summary>
    Report,

    /// <summary>Rows of rendicontazioni tell of some transfers to own accounts, not of all, and no receipt proves the payment.</summary>
    ReportInPart,
    Reconcile,

    /// <summary>A match is undone. The caller reports again what a rendicontazione had reported.</summary>
    Unreconcile,

    /// <summary>A revision of the rendicontazione drops the instalment, and its receipt proves the payment.</summary>
    WithdrawReport,

    /// <summary>
    /// What said that it was paid is taken back: a rendicontazione that drops it, a payment outside the node declared by mistake.
    /// </summary>
    WithdrawPayment,
    Expire,
    Cancel,
    Reopen,
    Replace,

    /// <summary>Another payment option is being paid.</summary>
    Void,

    /// <summary>And that payment was taken back.</summary>
    Restore,
}

/// <summary>
/// The node's word is never refused. A receipt or a reported row means that money has moved, so they are taken from every
/// state; when the instalment is already settled the answer is "already there" and the caller looks for a second payment.
/// Everything the organization decides by itself can be refused.
/// </summary>
public static class InstalmentLifeCycle
{
    public static LifeCycle<InstalmentState, InstalmentEvent> Table { get; } =
        new(
            "instalment",
            Draft,
            [
                ([Draft], Publish, Unpaid),
                ([Draft, Unpaid, Expired, Cancelled, Replaced, InstalmentState.Void], Pay, Paid),
                // The rendicontazione may come before the receipt: the late receipt does not take the instalment back.
                ([Reported], Pay, Reported),
                ([Reconciled], Pay, Reconciled),
                ([Unpaid, Expired], PayOutsideNode, Paid),
                ([Draft, Unpaid, Paid, Expired, Cancelled, Replaced, InstalmentState.Void], Report, Reported),
                ([Reconciled], Report, Reconciled),
                ([Draft, Unpaid, Expired, Cancelled, Replaced, InstalmentState.Void], ReportInPart, Paid),
                // From paid as well: a single transfer carries its IUV and no rendicontazione announces it.
                ([Paid, Reported], Reconcile, Reconciled),
                ([Reconciled], Unreconcile, Paid),
                ([Reported], Unreconcile, Reported),
                ([Reported], WithdrawReport, Paid),
                ([Paid, Reported], WithdrawPayment, Unpaid),
                ([Unpaid], Expire, Expired),
                ([Draft, Unpaid, Expired], Cancel, Cancelled),
                ([Expired, Cancelled], Reopen, Unpaid),
                ([Draft, Unpaid, Expired], Replace, Replaced),
                ([Unpaid, Expired], InstalmentEvent.Void, InstalmentState.Void),
                ([InstalmentState.Void], Restore, Unpaid),
            ]
        );

    public static Decision<InstalmentState> Decide(InstalmentState state, InstalmentEvent @event) => Table.Decide(state, @event);

    /// <summary>Money has moved for it.</summary>
    public static bool IsSettled(InstalmentState state) => state is Paid or Reported or Reconciled;
}
