using System.Net.Sockets;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.TestKit;

namespace PagoDigitale.Scenarios;

/// <summary>A receipt the node has to deliver, and whether it was answered.</summary>
public sealed class NodeReceipt(TestOrganization organization, string noticeNumber, long amountCents)
{
    private readonly byte[] _message = PaForNodeClientWriter.Write(
        new SendRtRequest(
            organization.Code,
            organization.Broker,
            organization.Station,
            new Receipt
            {
                Version = PaVersion.V2,
                ReceiptId = Guid.NewGuid().ToString("N"),
                NoticeNumber = noticeNumber,
                FiscalCode = organization.Code,
                IsOutcomeOk = true,
                CreditorReferenceId = noticeNumber[1..],
                AmountCents = amountCents,
                Description = "Quota 2026",
                CompanyName = "Ordine dei Collaudatori",
                Debtor = new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi"),
                Transfers =
                [
                    new ReceiptTransfer
                    {
                        IdTransfer = 1,
                        AmountCents = amountCents,
                        FiscalCodePa = organization.Code,
                        Iban = organization.Iban,
                        RemittanceInformation = $"/RFB/{noticeNumber[1..]}",
                        TransferCategory = "9/0101100IM/",
                    },
                ],
                IdPsp = "60000000001",
                PspCompanyName = "Banca Prima",
                IdChannel = "60000000001_01",
                ChannelDescription = "app",
                PaymentDateTime = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero),
                ApplicationDate = new DateOnly(2026, 11, 20),
                TransferDate = new DateOnly(2026, 11, 21),
            }
        )
    );

    /// <summary>Answered with OK, or told that the receipt is already there.</summary>
    public bool IsSettled { get; private set; }

    public async Task TrySendAsync(HttpClient http)
    {
        try
        {
            using var content = new ByteArrayContent(_message);
            content.Headers.ContentType = new("text/xml");
            using var response = await http.PostAsync($"/node/{organization.Station}", content);
            if (!response.IsSuccessStatusCode)
                return;
            var answer = PaForNodeClientReader.ReadResponse(await response.Content.ReadAsByteArrayAsync()).Response;
            IsSettled |= answer is SendRtResponse or FaultResponse { Fault.FaultCode: PaFaultCodes.ReceiptDuplicata };
        }
        catch (Exception failure) when (failure is HttpRequestException or SocketException)
        {
            // No answer: the node will send it again.
        }
    }
}
