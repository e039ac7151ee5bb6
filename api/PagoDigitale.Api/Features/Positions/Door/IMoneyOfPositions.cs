using PagoDigitale.Core.Ledger;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// What is missing of an instalment that was paid with less than it asked, or of which only some transfers are told, and that
/// nobody has written off.
/// </summary>
/// <param name="IsProved">False while the receipt of what is told is waited for: it may bring the rest.</param>
public sealed record ShortPayment(Guid PositionId, Guid InstalmentId, Shares Missing, bool IsProved);

/// <param name="PaidAt">The day that the organization says, as the moment it began (Europe/Rome).</param>
/// <param name="Note">Why, in the organization's words.</param>
/// <param name="Reference">What the caller knows the payment by.</param>
public sealed record OutsidePayment(DateOnly PaidOn, DateTimeOffset PaidAt, string Note, string? Reference);

/// <summary>What positions ask and tell about payments. Answered by <c>Receipts</c>, which stands above them.</summary>
public interface IMoneyOfPositions
{
    /// <summary>
    /// New debts may be paid already: receipts and rendicontazioni may have told of them before they were known. Whoever makes
    /// one has it settled in the same transaction: the node must never ask a debtor for what a PSP says is paid.
    /// </summary>
    Task SettleNewAsync(IReadOnlyCollection<Guid> instalments, CancellationToken ct);

    /// <summary>
    /// By position, in cents: what of its payments went back to the payer since. Those of which nothing did are not in it.
    /// </summary>
    Task<Dictionary<Guid, long>> PaidBackAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct);

    Task<List<ShortPayment>> ShortAsync(IReadOnlyCollection<Guid> positions, CancellationToken ct);

    /// <summary>A query for <c>position_id</c> of all that were paid short, for conditions on lists. $1 is the organization.</summary>
    string ShortPositionsSql { get; }

    /// <summary>Takes money that came in at a counter or by bank transfer. The debt is locked and takes it.</summary>
    Task TakeOutsideAsync(OwedDebt debt, OutsidePayment payment, CancellationToken ct);

    /// <summary>It was declared by mistake.</summary>
    Task WithdrawOutsideAsync(Guid receipt, Guid instalment, string reason, CancellationToken ct);

    /// <summary>
    /// The position, which the caller holds, is owed again: what came meanwhile for instalments of the option that is owed, and is here
    /// still, pays them.
    /// </summary>
    Task TakeUpAsync(Guid position, int option, CancellationToken ct);

    /// <summary>Whether a payment outside the node was declared for it by mistake, and taken back.</summary>
    Task<bool> WasOutsideWithdrawnAsync(Guid instalment, CancellationToken ct);
}
