using System.Text.Json.Serialization;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>A transfer of a receipt.</summary>
public sealed record BizTransfer
{
    public required int IdTransfer { get; init; }

    public required decimal TransferAmount { get; init; }

    [JsonPropertyName("fiscalCodePA")]
    public required string FiscalCodePa { get; init; }

    public string? Iban { get; init; }

    /// <summary>It is always there and always empty, also for a digital stamp.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? MbdAttachment { get; init; }

    public required string RemittanceInformation { get; init; }

    public required string TransferCategory { get; init; }

    public IReadOnlyList<BizEntry> Metadata { get; init; } = [];

    internal static BizTransfer Of(ReceiptTransfer transfer) =>
        new()
        {
            IdTransfer = transfer.IdTransfer,
            TransferAmount = BizReceipt.Euro(transfer.AmountCents),
            FiscalCodePa = transfer.FiscalCodePa,
            Iban = transfer.Iban,
            RemittanceInformation = transfer.RemittanceInformation,
            TransferCategory = transfer.TransferCategory,
            Metadata = BizEntry.Of(transfer.Metadata),
        };
}
