namespace PagoDigitale.Documents.Receipts;

/// <summary>What the printed copy of a receipt (quietanza) says: SANP, "Attestazione di pagamento".</summary>
public sealed record ReceiptData
{
    /// <summary>
    /// The money did not go through pagoPA: the organization itself attests it, with the day, and nothing of what only the node
    /// can know (the payment's number, the provider, the instant) is printed.
    /// </summary>
    public bool IsOutsideNode { get; init; }

    /// <summary>It went through pagoPA and only a rendicontazione tells of it: no receipt of the node to copy.</summary>
    public bool IsReportedOnly { get; init; }

    /// <summary>It was paid with what another payment, of which there is a receipt, owed back to its payer.</summary>
    public bool IsOfCredit { get; init; }

    /// <summary>How it was paid and why outside the node, in the organization's words.</summary>
    public string? OutsideReason { get; init; }

    /// <summary>
    /// Reference of the payment outside the node, as the number of a bank transfer; of a credit, the payment that it comes from.
    /// </summary>
    public string? OutsideReference { get; init; }

    public required string OrganizationName { get; init; }

    public required string OrganizationFiscalCode { get; init; }

    /// <summary>PNG or JPEG. Passing the same array for many receipts makes it be decoded once.</summary>
    public byte[]? OrganizationLogo { get; init; }

    /// <summary>Identificativo univoco di versamento (creditorReferenceId).</summary>
    public required string Iuv { get; init; }

    public string? NoticeNumber { get; init; }

    /// <summary>The unique number of the payment (receiptId, once paymentToken).</summary>
    public required string ReceiptId { get; init; }

    /// <summary>Date and time of the operation, printed as the clock in Rome showed it.</summary>
    public required DateTimeOffset PaidAt { get; init; }

    public DateOnly? ApplicationDate { get; init; }

    public required string PspName { get; init; }

    /// <summary>Old receipts may lack it: the line is then left out.</summary>
    public string? PspFiscalCode { get; init; }

    public string? ChannelDescription { get; init; }

    public required long AmountCents { get; init; }

    /// <summary>The payment provider's fee: never part of the amount owed, shown on its own line.</summary>
    public long? FeeCents { get; init; }

    /// <summary>Causale.</summary>
    public required string Subject { get; init; }

    public string? DebtorName { get; init; }

    public string? DebtorFiscalCode { get; init; }

    public string? PayerName { get; init; }

    public string? PayerFiscalCode { get; init; }

    /// <summary>Goes in the document's metadata: the same data and instant give the same bytes.</summary>
    public required DateTimeOffset IssuedAt { get; init; }
}
