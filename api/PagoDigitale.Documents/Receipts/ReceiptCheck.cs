namespace PagoDigitale.Documents.Receipts;

/// <summary>What stops a receipt from being drawn, field by field.</summary>
public static class ReceiptCheck
{
    // SANP, paForNode.xsd: stAmount has up to nine integer digits and two decimals.
    public const long AmountCentsMax = 99_999_999_999;

    public static IReadOnlyList<DocumentFault> Faults(ReceiptData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var check = new FieldCheck();
        check.Text(nameof(data.OrganizationName), data.OrganizationName);
        check.Digits(nameof(data.OrganizationFiscalCode), data.OrganizationFiscalCode, 11);
        check.Text(nameof(data.Iuv), data.Iuv);
        check.Text(nameof(data.ReceiptId), data.ReceiptId);
        check.Text(nameof(data.PspName), data.PspName);
        check.Text(nameof(data.Subject), data.Subject);
        check.Amount(nameof(data.AmountCents), data.AmountCents, AmountCentsMax);
        if (data.FeeCents < 0)
            check.Add(nameof(data.FeeCents), DocumentTexts.Negative);
        // The days of the payment are the PSP's words: they are printed also when they cannot be right.
        check.Year(nameof(data.IssuedAt), data.IssuedAt.Year);
        return check.Faults;
    }
}
