using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Flows;

public enum FlowRowVerdict
{
    Valid,
    Rejected,
    Excluded,
    Generated,
}

public sealed record FlowRowModel
{
    public required int RowNumber { get; init; }
    public required FlowRowVerdict Verdict { get; init; }
    public string? ExternalId { get; init; }
    public DebtorType? DebtorType { get; init; }
    public string? DebtorFiscalCode { get; init; }
    public string? DebtorName { get; init; }
    public string? Description { get; init; }
    public long? AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public int? AccertamentoYear { get; init; }
    public string? AccertamentoNumber { get; init; }
    public int? OptionIndex { get; init; }
    public PaymentOptionKind? OptionKind { get; init; }
    public string? OptionDescription { get; init; }
    public int? InstalmentIndex { get; init; }
    public DateOnly? ValidFrom { get; init; }
    public bool? KeepPayableAfterDueDate { get; init; }
    public RequestToPay? RequestToPay { get; init; }
    public required IReadOnlyList<FlowRowError> Errors { get; init; }
    public required IReadOnlyList<FlowRowWarning> Warnings { get; init; }
    public required string Original { get; init; }
    public string? PositionId { get; init; }
    public string? NoticeNumber { get; init; }
    public string? Iuv { get; init; }

    public static string? IuvOf(string? noticeNumber) =>
        Core.Identifiers.NoticeNumber.TryParse(noticeNumber, out var number) ? number.Iuv : null;
}

/// <summary>One thing that is wrong in a row, and how to put it right.</summary>
public sealed record FlowRowError
{
    public required string Field { get; init; }
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
    public string? Value { get; init; }

    /// <summary>The notice that asks for this already.</summary>
    public string? NoticeNumber { get; init; }
}

/// <summary>One thing that is taken as it is and may not be meant.</summary>
public sealed record FlowRowWarning
{
    public required string Field { get; init; }
    public required string Code { get; init; }
    public required Message Message { get; init; }
    public required Message Remedy { get; init; }
    public string? Value { get; init; }
    public string? Proposal { get; init; }

    /// <summary>The notice that asks for this already.</summary>
    public string? NoticeNumber { get; init; }
}
