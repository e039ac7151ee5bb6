using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// An instalment with its position, both locked, and what says whether its money has come: of nearly all, one own transfer and one
/// receipt, which one row of a rendicontazione tells of.
/// </summary>
public sealed record HeldInstalment
{
    public required Guid InstalmentId { get; init; }
    public required InstalmentState State { get; init; }
    public required bool IsInPart { get; init; }
    public required bool IsReleased { get; init; }
    public required InstalmentState? BeforeReport { get; init; }
    public required Guid? ReceiptId { get; init; }
    public required bool IsDischarged { get; init; }
    public required string NoticeNumber { get; init; }
    public required long AmountCents { get; init; }
    public required long PaidCents { get; init; }

    public required int OwnTransfers { get; init; }
    public required bool IsAlone { get; init; }
    public required Guid PositionId { get; init; }
    public required DateOnly? ValidFrom { get; init; }
    public required string? ExternalId { get; init; }
    public required string ServiceCode { get; init; }
    public required string? UnitCode { get; init; }
    public required Guid? FlowId { get; init; }

    public bool IsAlternative => PaymentOptions.IsAlternative(State, IsReleased);

    /// <summary>As that of a position of one instalment.</summary>
    public OptionInstalment Standing => new(1, State, IsReleased, IsInPart && !IsDischarged, AmountCents);

    /// <param name="receipt">Of which a row tells whose money has come.</param>
    /// <returns>Whether that is the very receipt that paid it, and what the row tells is all that is the organization's.</returns>
    public bool HasAllFrom(Guid receipt) => OwnTransfers == 1 && receipt == ReceiptId;

    /// <summary>What <see cref="IInstalmentMoney"/> would say of one that <see cref="HasAllFrom"/>.</summary>
    public InstalmentMoney AllCome() =>
        new()
        {
            State = State,
            WasInPart = IsInPart,
            IsReleased = IsReleased,
            BeforeReport = BeforeReport,
            OwnTransfers = 1,
            Reported = 1,
            Transferred = 1,
            HasReceipt = true,
        };

    public PositionFacts PositionWith(PositionState state) =>
        new(
            Ids.Position(PositionId),
            ExternalId,
            ServiceCode,
            UnitCode,
            FlowId is { } flow ? Ids.Flow(flow) : null,
            state,
            State is InstalmentState.Cancelled or InstalmentState.Replaced ? 0 : AmountCents,
            PaidCents,
            State is InstalmentState.Replaced ? [] : [NoticeNumber]
        );
}
