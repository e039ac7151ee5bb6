using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionModel : IVersioned
{
    public required string Id { get; init; }
    public string? ExternalId { get; init; }
    public required PositionState State { get; init; }
    public required string ServiceCode { get; init; }
    public string? UnitCode { get; init; }
    public required string Description { get; init; }
    public required PositionDebtorModel Debtor { get; init; }

    /// <summary>Null where the debtor is alone.</summary>
    public IReadOnlyList<CoDebtorModel>? CoDebtors { get; init; }
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Null where its services say.</summary>
    public RequestToPay? RequestToPay { get; init; }
    public string? FlowId { get; init; }

    /// <summary>Of the payment option that is owed, without instalments cancelled or replaced.</summary>
    public required long AmountCents { get; init; }
    public required long PaidCents { get; init; }

    /// <summary>What is still owed. Always said by this version; optional in the contract, where it came later.</summary>
    public long? OutstandingCents { get; init; }
    public required IReadOnlyList<PaymentOptionModel> PaymentOptions { get; init; }
    public required IReadOnlyDictionary<string, string> Metadata { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required DateTimeOffset UpdatedAt { get; init; }
    public required long Version { get; init; }

    /// <summary>When asked for: with <c>embed</c>.</summary>
    public IReadOnlyList<ReceiptSummary>? Receipts { get; init; }

    /// <summary>As of now.</summary>
    public IReadOnlyList<Warning> Warnings { get; init; } = [];
}

public sealed record PositionDebtorModel
{
    public required string Id { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
    public Address? Address { get; init; }
    public string? Email { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>Null when nothing was ever corrected.</summary>
    public IReadOnlyList<DebtorCorrectionModel>? Corrections { get; init; }
}

public sealed record CoDebtorModel
{
    public required string Id { get; init; }
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }
    public required string Name { get; init; }
}

public sealed record PaymentOptionModel
{
    public required int Index { get; init; }
    public required PaymentOptionKind Kind { get; init; }
    public string? Description { get; init; }
    public required PaymentOptionState State { get; init; }

    /// <summary>The ledger has this one of the alternatives.</summary>
    public required bool IsOwed { get; init; }
    public required long AmountCents { get; init; }
    public bool? KeepPayableAfterDueDate { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public required IReadOnlyList<InstalmentModel> Instalments { get; init; }
}

public sealed record InstalmentModel
{
    public required string Id { get; init; }
    public required int Index { get; init; }

    /// <summary>Null where a dry run would make one, and so is the IUV.</summary>
    public string? NoticeNumber { get; init; }
    public string? Iuv { get; init; }
    public required long AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public DateOnly? ValidUntil { get; init; }

    /// <summary>Null where it is the position's.</summary>
    public string? Description { get; init; }
    public required InstalmentState State { get; init; }
    public DateTimeOffset? PaymentInProgressUntil { get; init; }
    public DateTimeOffset? PaidAt { get; init; }
    public required bool PaidOutsideNode { get; init; }
    public string? ReceiptId { get; init; }
    public required IReadOnlyList<MetadataEntry> Metadata { get; init; }
    public required IReadOnlyList<TransferModel> Transfers { get; init; }
}

public sealed record TransferModel
{
    public required int Index { get; init; }
    public required string OrganizationFiscalCode { get; init; }
    public required long AmountCents { get; init; }

    /// <summary>Null where that is the position's.</summary>
    public string? ServiceCode { get; init; }
    public string? Iban { get; init; }
    public string? PostalIban { get; init; }
    public required string TaxonomyCode { get; init; }

    /// <summary>What counts for it. Always said by this version; optional in the contract, where it came later.</summary>
    public RequestToPay? RequestToPay { get; init; }

    /// <summary>Null where a dry run would make it from the notice number.</summary>
    public string? RemittanceInformation { get; init; }
    public required IReadOnlyList<MetadataEntry> Metadata { get; init; }
    public required IReadOnlyList<AllocationModel> Allocations { get; init; }
}

public sealed record AllocationModel
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required string Chapter { get; init; }
    public required long AmountCents { get; init; }
}
