using System.Text.Json;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>From the node's receipt to ours.</summary>
public static class ReceiptOfNode
{
    public static ReceiptRecord RecordOf(
        Receipt receipt,
        IReadOnlyList<ReceiptDeviation> deviations,
        Guid id,
        Guid messageId,
        DateTimeOffset receivedAt
    ) =>
        new()
        {
            Id = id,
            Iur = receipt.ReceiptId,
            NoticeNumber = receipt.NoticeNumber,
            Iuv = receipt.CreditorReferenceId,
            PrimaryOrganization = receipt.FiscalCode,
            Version = receipt.Version == PaVersion.V1 ? "v1" : "v2",
            AmountCents = receipt.AmountCents,
            FeeCents = receipt.FeeCents,
            // Optional on the wire, always there in practice.
            PaidAt = receipt.PaymentDateTime ?? receivedAt,
            ApplicationDate = receipt.ApplicationDate,
            TransferDate = receipt.TransferDate,
            PspId = receipt.IdPsp,
            PspFiscalCode = receipt.PspFiscalCode ?? receipt.PspPartitaIva,
            PspName = receipt.PspCompanyName,
            Channel = receipt.ChannelDescription.Length > 0 ? receipt.ChannelDescription : receipt.IdChannel,
            PaymentMethod = receipt.PaymentMethod,
            PaymentNote = receipt.PaymentNote,
            Debtor = PersonOf(receipt.Debtor),
            Payer = receipt.Payer is { } payer ? PersonOf(payer) : null,
            Description = receipt.Description,
            IsStandIn = receipt.IsStandIn ?? false,
            MetadataJson = Json(receipt.Metadata),
            Anomalies =
            [
                .. AnomaliesOf(receipt, RomeTime.LegalDate(receivedAt)),
                .. deviations.Select(d => new Anomaly { Code = d.Code, Message = d.Description }),
            ],
            MessageId = messageId,
            Transfers = [.. receipt.Transfers.Select(TransferOf)],
        };

    /// <summary>What the receipt says was paid, split by beneficiary: only the own share will reach our accounts.</summary>
    public static Shares SharesOf(Receipt receipt, string organization)
    {
        var own = receipt.Transfers.Where(t => t.FiscalCodePa == organization).Sum(t => t.AmountCents);
        return new(own, receipt.Transfers.Sum(t => t.AmountCents) - own);
    }

    /// <summary>A payment is a fact whatever its date says: what cannot be right is said beside it.</summary>
    private static IEnumerable<Anomaly> AnomaliesOf(Receipt receipt, DateOnly today) =>
        new[]
        {
            Anomaly.OfDate("paymentDateTime", receipt.PaymentDateTime, today),
            Anomaly.OfDate("applicationDate", receipt.ApplicationDate, today),
            Anomaly.OfDate("transferDate", receipt.TransferDate, today),
        }.OfType<Anomaly>();

    private static ReceiptPerson PersonOf(Subject subject) =>
        new(subject.Type == EntityType.F ? "F" : "G", subject.IdentifierValue, subject.FullName);

    private static ReceiptRecordTransfer TransferOf(ReceiptTransfer t) =>
        new(t.IdTransfer, t.FiscalCodePa, t.AmountCents, t.Iban, t.TransferCategory, t.RemittanceInformation, Json(t.Metadata));

    private static string? Json(IReadOnlyList<MetadataEntry> metadata) =>
        metadata.Count == 0 ? null : JsonSerializer.Serialize(metadata.Select(m => new { key = m.Key, value = m.Value }));
}
