using PagoDigitale.Core.Calendar;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Benchmarks.Archive;

/// <summary>The paSendRTV2 by which the node tells of the payment of a debt.</summary>
public static class ReceiptEnvelope
{
    public static byte[] Of(string organization, ArchivedDebt debt) =>
        PaForNodeClientWriter.Write(
            new SendRtRequest(
                organization,
                Archive.Broker,
                Archive.StationOf(organization),
                new Receipt
                {
                    Version = PaVersion.V2,
                    ReceiptId = debt.Iur,
                    NoticeNumber = debt.NoticeNumber,
                    FiscalCode = organization,
                    IsOutcomeOk = true,
                    CreditorReferenceId = debt.Iuv,
                    AmountCents = debt.AmountCents,
                    Description = "Quota annuale",
                    CompanyName = $"Ordine di prova {organization}",
                    Debtor = new Subject(EntityType.G, debt.DebtorCode, debt.DebtorName),
                    Payer = new Subject(EntityType.G, debt.DebtorCode, debt.DebtorName),
                    Transfers =
                    [
                        new ReceiptTransfer
                        {
                            IdTransfer = 1,
                            AmountCents = debt.AmountCents,
                            FiscalCodePa = organization,
                            CompanyName = $"Ordine di prova {organization}",
                            Iban = Archive.Iban,
                            RemittanceInformation = DebtTables.RemittanceOf(debt),
                            TransferCategory = Archive.TaxonomyCode,
                        },
                    ],
                    IdPsp = debt.PspId,
                    PspFiscalCode = "60000000001",
                    PspCompanyName = ArchivedDebt.PspName,
                    IdChannel = "60000000001_01",
                    ChannelDescription = "app",
                    PaymentMethod = "creditCard",
                    FeeCents = 150,
                    PaymentDateTime = debt.PaidAt,
                    ApplicationDate = RomeTime.LegalDate(debt.PaidAt),
                    TransferDate = RomeTime.LegalDate(debt.PaidAt).AddDays(1),
                    IsStandIn = false,
                }
            )
        );
}
