using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Documents.Receipts;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Receipts;

/// <summary>
/// The printed copy. Of a payment outside the node, of one that only a rendicontazione tells of and of one made with a credit it is
/// the organization's own word.
/// </summary>
public sealed class DownloadReceiptHandler(TenantSession session, ReadReceiptHandler read, IReceiptRenderer renderer)
{
    public async Task<Outcome<ReceiptFile>> RunAsync(string receipt, CancellationToken ct)
    {
        var outcome = await read.RunAsync(receipt, ct);
        if (outcome.Error is { } error)
            return error;
        var found = outcome.Value!;
        if (found.Withdrawal is { } withdrawal)
            return new ApiError(
                ErrorKind.NotFound,
                "receipt-withdrawn",
                ReceiptsTexts.TakenBack,
                ReceiptsTexts.TakenBackOn.With(RomeTime.LegalDate(withdrawal.WithdrawnAt))
            );
        // The notice is owed again: whoever still showed this page as a receipt would be believed.
        if (found.RevokedAt is { } revoked)
            return new ApiError(
                ErrorKind.NotFound,
                "receipt-revoked",
                ReceiptsTexts.Revoked,
                ReceiptsTexts.RevokedOn.With(RomeTime.LegalDate(revoked))
            );
        using var output = new MemoryStream();
        renderer.Render(await DataOfAsync(found, ct), output);
        return new ReceiptFile(
            output.ToArray(),
            found.Version is ReceiptVersion.Outside or ReceiptVersion.Reported or ReceiptVersion.Assigned
                ? $"attestazione-{found.NoticeNumber}.pdf"
                : $"quietanza-{ReceiptFile.Safe(found.Iur)}.pdf"
        );
    }

    private async Task<ReceiptData> DataOfAsync(ReceiptModel receipt, CancellationToken ct)
    {
        var (name, logo) = (
            await session.QueryAsync(
                """
                SELECT o.name, l.content FROM door.organizations o LEFT JOIN door.organization_logos l
                    ON l.organization_id = o.organization_id WHERE o.organization_id = $1
                """,
                r => (r.GetString(0), r.IsDBNull(1) ? null : r.GetFieldValue<byte[]>(1)),
                ct,
                session.Organization
            )
        )[0];
        return new ReceiptData
        {
            IsOutsideNode = receipt.Version == ReceiptVersion.Outside,
            IsReportedOnly = receipt.Version == ReceiptVersion.Reported,
            IsOfCredit = receipt.Version == ReceiptVersion.Assigned,
            OutsideReason = receipt.Version == ReceiptVersion.Assigned ? receipt.PaymentNote : receipt.OutsidePayment?.Reason,
            OutsideReference =
                receipt.Version == ReceiptVersion.Reported
                    ? receipt.Iur
                    : receipt.OutsidePayment?.Reference ?? await CreditAsync(receipt, ct),
            OrganizationName = name,
            OrganizationFiscalCode = session.Organization,
            OrganizationLogo = logo,
            Iuv = receipt.Iuv,
            NoticeNumber = receipt.NoticeNumber,
            ReceiptId = receipt.Iur,
            PaidAt = receipt.PaidAt,
            ApplicationDate = receipt.ApplicationDate,
            PspName = receipt.Psp.Name.Length > 0 ? receipt.Psp.Name : receipt.Psp.Id,
            PspFiscalCode = receipt.Psp.FiscalCode,
            ChannelDescription = receipt.Psp.Channel,
            AmountCents = receipt.AmountCents,
            FeeCents = receipt.FeeCents,
            // The node has been seen to send an empty one.
            Subject = receipt.Description.Length > 0 ? receipt.Description : $"/RFB/{receipt.Iuv}",
            DebtorName = receipt.Debtor.Name,
            DebtorFiscalCode = receipt.Debtor.FiscalCode,
            PayerName = receipt.Payer?.Name,
            PayerFiscalCode = receipt.Payer?.FiscalCode,
            IssuedAt = receipt.ReceivedAt,
        };
    }

    /// <summary>The receipt whose credit paid an assigned one.</summary>
    private async Task<string?> CreditAsync(ReceiptModel receipt, CancellationToken ct) =>
        receipt.Version == ReceiptVersion.Assigned && PublicId.TryParse(receipt.Id, ReceiptRow.Prefix, out var id)
            ? await session.ScalarAsync<string?>(
                "SELECT payment_reference FROM receipts WHERE organization_id = $1 AND receipt_record_id = $2",
                ct,
                session.Organization,
                id
            )
            : null;
}
