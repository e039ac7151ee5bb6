using System.Text.Json.Serialization;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Organizations.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api.Features.Positions;

public sealed record PositionInput : IDebtSharing
{
    public string? ExternalId { get; init; }
    public required string ServiceCode { get; init; }
    public string? UnitCode { get; init; }

    [Printed]
    public required string Description { get; init; }

    public required PositionDebtorInput Debtor { get; init; }
    public List<CoDebtorInput>? CoDebtors { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public bool? IsDraft { get; init; }
    public RequestToPay? RequestToPay { get; init; }
    public Dictionary<string, string>? Metadata { get; init; }

    /// <summary>Absent where a plan makes them.</summary>
    public List<PaymentOptionInput>? PaymentOptions { get; init; }

    [JsonIgnore]
    public List<PaymentOptionInput> Options => PaymentOptions ?? [];

    [JsonIgnore]
    public string? DebtorCode => Debtor?.FiscalCode;
    public PlanInput? Plan { get; init; }
}

/// <summary>Options made of plans of the service, whenever it is sent: the same plan makes the same options.</summary>
public sealed record PlanInput
{
    public const int CodesMax = 10;

    public required List<string> Codes { get; init; }
    public long? AmountCents { get; init; }

    /// <summary>From which its days are counted.</summary>
    public required DateOnly StartsOn { get; init; }
}

public sealed record PositionDebtorInput
{
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public Address? Address { get; init; }

    public string? Email { get; init; }
    public string? ExternalId { get; init; }

    internal DebtorFacts Facts() => new(ExternalId, Type, Core.Identifiers.FiscalCode.Parse(FiscalCode), Name, Address, Email);
}

public sealed record CoDebtorInput
{
    public required DebtorType Type { get; init; }
    public required string FiscalCode { get; init; }

    [Printed]
    public required string Name { get; init; }

    [Printed]
    public Address? Address { get; init; }

    public string? Email { get; init; }

    internal FiscalCode Code => Core.Identifiers.FiscalCode.Parse(FiscalCode);

    internal DebtorFacts Facts() => new(ExternalId: null, Type, Code, Name, Address, Email);
}

public sealed record PaymentOptionInput
{
    public PaymentOptionKind? Kind { get; init; }
    public bool? KeepPayableAfterDueDate { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public string? Description { get; init; }
    public required List<InstalmentInput> Instalments { get; init; }
}

public sealed record InstalmentInput
{
    public long? AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public DateOnly? ValidUntil { get; init; }

    [Printed]
    public string? Description { get; init; }
    public string? RemittanceInformation { get; init; }
    public string? NoticeNumber { get; init; }
    public List<MetadataEntry>? Metadata { get; init; }
    public List<TransferInput>? Transfers { get; init; }
    public List<AllocationInput>? Allocations { get; init; }
}

public sealed record TransferInput
{
    public string? OrganizationFiscalCode { get; init; }
    public required long AmountCents { get; init; }
    public string? ServiceCode { get; init; }
    public string? Iban { get; init; }
    public string? PostalIban { get; init; }
    public string? TaxonomyCode { get; init; }
    public string? RemittanceInformation { get; init; }
    public List<MetadataEntry>? Metadata { get; init; }
    public List<AllocationInput>? Allocations { get; init; }
}

public sealed record AllocationInput
{
    public required int AccertamentoYear { get; init; }
    public required string AccertamentoNumber { get; init; }
    public required long AmountCents { get; init; }
}
