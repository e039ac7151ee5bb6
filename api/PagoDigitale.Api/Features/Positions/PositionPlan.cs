using PagoDigitale.Api.Features.Services.Door;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>A position worked out from the input and the registry: every sum closes, every reference exists.</summary>
public sealed record PositionPlan(ServiceTerms Terms, string? UnitCode, IReadOnlyList<PlannedInstalment> Instalments)
{
    public long AmountCents => Instalments.Sum(i => i.AmountCents);
}

/// <param name="RemittanceInformation">As given; null when it is made from the notice number.</param>
/// <param name="NoticeNumber">As given; null when one is to be made.</param>
public sealed record PlannedInstalment(
    int Index,
    long AmountCents,
    DateOnly? DueDate,
    DateOnly? ValidUntil,
    string? RemittanceInformation,
    string? NoticeNumber,
    IReadOnlyList<PlannedTransfer> Transfers
)
{
    public IReadOnlyList<MetadataEntry> Metadata { get; init; } = [];
}

public sealed record PlannedTransfer(
    int Index,
    string Beneficiary,
    long AmountCents,
    string Iban,
    string? PostalIban,
    string TaxonomyCode,
    string? RemittanceInformation,
    IReadOnlyList<PlannedAllocation> Allocations
)
{
    public IReadOnlyList<MetadataEntry> Metadata { get; init; } = [];
}

public sealed record PlannedAllocation(Guid AccertamentoId, long AmountCents);
