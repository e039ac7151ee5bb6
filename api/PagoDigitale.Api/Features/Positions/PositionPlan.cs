using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>A position worked out from the input and the registry: every sum closes, every reference exists.</summary>
public sealed record PositionPlan(ServiceTerms Terms, string? UnitCode, IReadOnlyList<PlannedOption> Options)
{
    public IEnumerable<PlannedInstalment> Instalments => Options.SelectMany(o => o.Instalments);

    /// <summary>What lines are paid for beside the position's own service.</summary>
    public IEnumerable<string> OtherServices =>
        Instalments.SelectMany(i => i.Transfers).Select(t => t.ServiceCode).OfType<string>().Distinct(StringComparer.Ordinal);

    /// <summary>Options are alternatives: of the first, which is owed until another is paid.</summary>
    public long AmountCents => Options[0].Instalments.Sum(i => i.AmountCents);
}

public sealed record PlannedOption(int Index, PaymentOptionKind Kind, string? Description, IReadOnlyList<PlannedInstalment> Instalments)
{
    public bool? KeepPayableAfterDueDate { get; init; }
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Nothing that would not follow from its instalments.</summary>
    public bool IsPlain => Description is null && Kind == PaymentOptions.KindOf(Instalments.Count);
}

/// <param name="RemittanceInformation">As given; null when it is made from the notice number.</param>
/// <param name="NoticeNumber">As given; null when one is to be made.</param>
public sealed record PlannedInstalment(
    PlannedPlace Place,
    long AmountCents,
    DateOnly? DueDate,
    DateOnly? ValidUntil,
    string? RemittanceInformation,
    string? NoticeNumber,
    IReadOnlyList<PlannedTransfer> Transfers
)
{
    public IReadOnlyList<MetadataEntry> Metadata { get; init; } = [];

    /// <summary>What its option says of all its instalments.</summary>
    public bool? KeepPayableAfterDueDate { get; init; }
    public DateOnly? ValidFrom { get; init; }

    /// <summary>Null where it is the position's.</summary>
    public string? Description { get; init; }

    /// <summary>What its service says of payments after the term.</summary>
    public DateOnly? LastCreditDay { get; init; }
}

/// <summary>Where an instalment stands: both from 1.</summary>
public readonly record struct PlannedPlace(int Option, int Instalment)
{
    public string Field => $"paymentOptions[{Option - 1}].instalments[{Instalment - 1}]";
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

    /// <summary>Null where it is the position's.</summary>
    public string? ServiceCode { get; init; }
}

public sealed record PlannedAllocation(Guid AccertamentoId, long AmountCents);
