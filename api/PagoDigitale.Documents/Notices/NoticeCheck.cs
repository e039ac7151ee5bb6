namespace PagoDigitale.Documents.Notices;

/// <summary>What stops a notice from being drawn, field by field.</summary>
public static class NoticeCheck
{
    // The specification of the QR code gives the amount 2 to 10 digits and payment apps refuse longer ones.
    public const long AmountCentsMax = 9_999_999_999;

    public static IReadOnlyList<DocumentFault> Faults(NoticeData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var check = new FieldCheck();
        check.Text(nameof(data.OrganizationName), data.OrganizationName);
        check.Digits(nameof(data.OrganizationFiscalCode), data.OrganizationFiscalCode, 11);
        check.Text(nameof(data.DebtorName), data.DebtorName);
        check.Code(nameof(data.DebtorFiscalCode), data.DebtorFiscalCode, 16);
        check.Text(nameof(data.Subject), data.Subject);
        check.Amount(nameof(data.AmountCents), data.AmountCents, AmountCentsMax);
        check.Ordinal(nameof(data.InstalmentNumber), data.InstalmentNumber);
        check.Digits(nameof(data.NoticeNumber), data.NoticeNumber, 18);
        check.Code(nameof(data.Cbill), data.Cbill, 15);
        check.Year(nameof(data.DueDate), data.DueDate?.Year);
        check.Year(nameof(data.IssuedAt), data.IssuedAt.Year);
        check.Link(nameof(data.PaymentLink), data.PaymentLink);
        return check.Faults;
    }
}
