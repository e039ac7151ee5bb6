using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Api.Features.BankStatements.Door;
using PagoDigitale.Api.Features.ReconciliationJobs.Door;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.Reconciliation;
using PagoDigitale.Platform.Pagination;

namespace PagoDigitale.Api.Features.Ledger;

public sealed record TrialBalanceModel
{
    public required DateTimeOffset AsOf { get; init; }
    public required IReadOnlyList<AccountBalance> Accounts { get; init; }
    public required long TotalDebitCents { get; init; }
    public required long TotalCreditCents { get; init; }
    public required long DifferenceCents { get; init; }
    public required bool IsBalanced { get; init; }
    public required IReadOnlyList<LedgerControl> Controls { get; init; }
}

public sealed record AccountBalance
{
    public required LedgerAccount Account { get; init; }
    public required long DebitCents { get; init; }
    public required long CreditCents { get; init; }
    public required long BalanceCents { get; init; }
}

public sealed record LedgerControl
{
    public required string Name { get; init; }
    public required long LedgerCents { get; init; }
    public required long RegisterCents { get; init; }
    public required long DifferenceCents { get; init; }

    public static LedgerControl Of(string name, long ledger, long register) =>
        new()
        {
            Name = name,
            LedgerCents = ledger,
            RegisterCents = register,
            DifferenceCents = ledger - register,
        };
}

/// <summary>
/// What a reversale booked and was taken back since: accounting has to correct it by exactly this amount. A storno takes money
/// off a flow as a whole, so it names neither an accertamento nor a payment.
/// </summary>
public sealed record CorrectionCase
{
    public required CorrectionCause Cause { get; init; }
    public int? AccertamentoYear { get; init; }
    public string? AccertamentoNumber { get; init; }
    public string? Chapter { get; init; }
    public string? FlowId { get; init; }
    public required long RegularisedCents { get; init; }
    public required long CollectedCents { get; init; }
    public required long AmountCents { get; init; }
    public string? Iuv { get; init; }
    public string? NoticeNumber { get; init; }
    public string? PositionId { get; init; }
    public string? ReversaleId { get; init; }
    public string? ReceiptId { get; init; }
    public required string NextStep { get; init; }
}

public enum CorrectionCause
{
    /// <summary>The PSP took the payment back (outcome 3).</summary>
    Revoked,

    /// <summary>A revision of the flow tells of the payment no more, or of less.</summary>
    Revised,

    /// <summary>The receipt, which came after the reversale, says that less was paid than the flow did.</summary>
    PaidShort,

    /// <summary>The bank took the credit of the flow back, or a part of it, and it has not come again.</summary>
    Storno,

    /// <summary>
    /// More of a payment was given back to its payer than it brought: it was revoked since, or its receipt tells of less.
    /// </summary>
    Refunded,

    /// <summary>The credit of a payment was assigned to a notice after the flow of the payment had been booked.</summary>
    Assigned,
}

public sealed record CorrectionCaseFilter : PageQuery
{
    [FromQuery(Name = "accertamentoYear"), Range(2000, 2100)]
    public int? AccertamentoYear { get; init; }

    [FromQuery(Name = "accertamentoNumber"), MaxLength(20)]
    public string? AccertamentoNumber { get; init; }
}

public sealed record PostingModel
{
    public required string Id { get; init; }
    public required DateTimeOffset OccurredAt { get; init; }
    public required PostingKind Kind { get; init; }
    public required LedgerAccount Debit { get; init; }
    public required LedgerAccount Credit { get; init; }
    public required long AmountCents { get; init; }
    public string? PositionId { get; init; }
    public string? InstalmentId { get; init; }
    public string? Reference { get; init; }
}

public sealed record CollectionSummary
{
    public required long IssuedCents { get; init; }
    public required int IssuedCount { get; init; }
    public required long CancelledCents { get; init; }
    public required int CancelledCount { get; init; }
    public required long PaidCents { get; init; }
    public required int PaidCount { get; init; }
    public required long PaidToOthersCents { get; init; }
    public required long ReportedCents { get; init; }
    public required int ReportedCount { get; init; }
    public required long TransferredCents { get; init; }
    public required int TransferredCount { get; init; }
    public required long ReconciledCents { get; init; }
    public required int ReconciledCount { get; init; }
    public required long RegularisedCents { get; init; }
    public required int RegularisedCount { get; init; }
    public required long OutstandingCents { get; init; }
    public required int OutstandingCount { get; init; }
    public required long AwaitingReceiptCents { get; init; }
    public required int AwaitingReceiptCount { get; init; }
    public required long PayerCreditsCents { get; init; }
    public required int PayerCreditsCount { get; init; }
    public required IReadOnlyList<CollectionException> Exceptions { get; init; }
    public DateTimeOffset? ExceptionsAsOf { get; init; }
}

/// <summary>A kind of thing somebody should look at.</summary>
public sealed record CollectionException
{
    public required ItemClass Class { get; init; }
    public required int Count { get; init; }
    public required long AmountCents { get; init; }
    public required string NextStep { get; init; }
}
