using System.Globalization;
using System.Text.Json.Serialization;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>A receipt as the service tells it: amounts in euro, times as in Italy and without an offset.</summary>
public sealed record BizReceipt
{
    public required string ReceiptId { get; init; }

    public required string NoticeNumber { get; init; }

    public required string FiscalCode { get; init; }

    public required string Outcome { get; init; }

    public required string CreditorReferenceId { get; init; }

    public required decimal PaymentAmount { get; init; }

    public required string Description { get; init; }

    public required string CompanyName { get; init; }

    public string? OfficeName { get; init; }

    public required BizSubject Debtor { get; init; }

    public required IReadOnlyList<BizTransfer> TransferList { get; init; }

    [JsonPropertyName("idPSP")]
    public required string IdPsp { get; init; }

    public string? PspFiscalCode { get; init; }

    [JsonPropertyName("pspPartitaIVA")]
    public string? PspPartitaIva { get; init; }

    public required string PspCompanyName { get; init; }

    public required string IdChannel { get; init; }

    public required string ChannelDescription { get; init; }

    public BizSubject? Payer { get; init; }

    public string? PaymentMethod { get; init; }

    public decimal? Fee { get; init; }

    public decimal? PrimaryCiIncurredFee { get; init; }

    public string? IdBundle { get; init; }

    public string? IdCiBundle { get; init; }

    /// <summary>Its name says more than it holds: the service tells the day alone here.</summary>
    public DateOnly? PaymentDateTime { get; init; }

    public string? PaymentDateTimeFormatted { get; init; }

    public DateOnly? ApplicationDate { get; init; }

    public DateOnly? TransferDate { get; init; }

    public IReadOnlyList<BizEntry> Metadata { get; init; } = [];

    public static BizReceipt Of(Receipt receipt) =>
        new()
        {
            ReceiptId = receipt.ReceiptId,
            NoticeNumber = receipt.NoticeNumber,
            FiscalCode = receipt.FiscalCode,
            Outcome = receipt.IsOutcomeOk ? "OK" : "KO",
            CreditorReferenceId = receipt.CreditorReferenceId,
            PaymentAmount = Euro(receipt.AmountCents),
            Description = receipt.Description,
            CompanyName = receipt.CompanyName,
            OfficeName = receipt.OfficeName,
            Debtor = BizSubject.Of(receipt.Debtor),
            TransferList = [.. receipt.Transfers.Select(BizTransfer.Of)],
            IdPsp = receipt.IdPsp,
            PspFiscalCode = receipt.PspFiscalCode,
            PspPartitaIva = receipt.PspPartitaIva,
            PspCompanyName = receipt.PspCompanyName,
            IdChannel = receipt.IdChannel,
            ChannelDescription = receipt.ChannelDescription,
            Payer = receipt.Payer is { } payer ? BizSubject.Of(payer) : null,
            PaymentMethod = receipt.PaymentMethod,
            Fee = receipt.FeeCents is { } fee ? Euro(fee) : null,
            PrimaryCiIncurredFee = receipt.PrimaryCiIncurredFeeCents is { } incurred ? Euro(incurred) : null,
            IdBundle = receipt.IdBundle,
            IdCiBundle = receipt.IdCiBundle,
            PaymentDateTime = receipt.PaymentDateTime is { } day ? RomeTime.LegalDate(day) : null,
            PaymentDateTimeFormatted = receipt.PaymentDateTime is { } instant
                ? RomeTime.At(instant).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
                : null,
            ApplicationDate = receipt.ApplicationDate,
            TransferDate = receipt.TransferDate,
            Metadata = BizEntry.Of(receipt.Metadata),
        };

    internal static decimal Euro(long cents) => new decimal(cents) / 100;
}
