using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.Notices;

/// <summary>Everything printed on a notice, as data.</summary>
public sealed record NoticeModel
{
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required string PositionId { get; init; }
    public required string InstalmentId { get; init; }
    public string? FlowId { get; init; }
    public required InstalmentState State { get; init; }
    public required string OrganizationFiscalCode { get; init; }
    public required string OrganizationName { get; init; }
    public required string DebtorFiscalCode { get; init; }
    public required string DebtorName { get; init; }
    public required string Description { get; init; }
    public required long AmountCents { get; init; }
    public DateOnly? DueDate { get; init; }
    public required string QrCode { get; init; }

    /// <summary>Notices are drawn without the postal slip, so far always absent.</summary>
    public string? PostalDataMatrix { get; init; }
    public string? CbillCode { get; init; }
    public required int Edition { get; init; }
}
