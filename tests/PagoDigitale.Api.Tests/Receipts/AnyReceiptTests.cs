using System.Text;
using PagoDigitale.Api.Tests.Gateways.PagoPa;
using PagoDigitale.Node.PaForNode;
using Shouldly;
using Xunit;

namespace PagoDigitale.Api.Tests.Receipts;

/// <summary>
/// Our answers keep our own contract with whatever others send: the client of these tests checks each against openapi.yaml. What
/// comes back is what came, and the filters find it.
/// </summary>
public sealed class AnyReceiptTests(NodeFixture f) : IClassFixture<NodeFixture>
{
    private const int Receipts = 60;

    [Fact]
    public async Task Every_receipt_that_the_schema_allows_comes_back_within_our_contract()
    {
        var first = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given)
            ? given
            : Random.Shared.Next(1_000_000_000);
        var organization = await f.Rows.AddOrganizationAsync();
        for (var i = 0; i < Receipts; i++)
        {
            var request = new GeneratedReceipts(new Random(first + i)).For(organization);
            try
            {
                await TryAsync(organization.Code, request, await f.Node.SendAsync(organization.Station, request));
            }
            catch (Exception error)
            {
                throw new InvalidOperationException(
                    $"Failed with PAGODIGITALE_SEED={first + i}: "
                        + $"{error.Message}\n{Encoding.UTF8.GetString(PaForNodeClientWriter.Write(request))}",
                    error
                );
            }
        }

        (await f.Api.Admin.Receipts.ListAllAsync(organization.Code, new() { Limit = 20 }).CountAsync()).ShouldBe(Receipts);
        (await f.Api.Admin.RefusedMessages.ListAsync(organization.Code)).Items.ShouldBeEmpty();
        (await f.Api.Admin.Ledger.ReadTrialBalanceAsync(organization.Code)).Controls.ShouldAllBe(c => c.DifferenceCents == 0);
    }

    [Theory]
    [InlineData("NA", "NA")]
    [InlineData("NA", "na")]
    [InlineData("sconosciuto", "sconosciuto")]
    [InlineData("RSSMRA80A01H501U", "rssmra80a01h501u")]
    public async Task A_debtor_is_found_by_what_its_receipt_says(string identifier, string asked)
    {
        var organization = await f.Rows.AddOrganizationAsync();
        var receipt = Requests.Receipt(organization, "302000000000000184", 500) with
        {
            Debtor = new Subject(EntityType.F, identifier, "Qualcuno"),
        };
        await f.SendReceiptAsync(organization, receipt);
        await f.SendReceiptAsync(
            organization,
            receipt with
            {
                ReceiptId = "altra",
                Debtor = new Subject(EntityType.F, "ANONIMO", "Nessuno"),
            }
        );

        (await f.Api.Admin.Receipts.ListAsync(organization.Code, new() { DebtorFiscalCode = asked }))
            .Items.ShouldHaveSingleItem()
            .Iur.ShouldBe(receipt.ReceiptId);
    }

    private async Task TryAsync(string organization, SendRtRequest request, TestKit.StationAnswer answer)
    {
        var sent = request.Receipt;
        answer.FaultCode.ShouldBe(PaFaultCodes.PagamentoSconosciuto);
        var found = (await f.Api.Admin.Receipts.ListAsync(organization, new() { Iur = sent.ReceiptId })).Items.ShouldHaveSingleItem();
        var receipt = await f.Api.Admin.Receipts.ReadAsync(organization, found.Id);
        (receipt.NoticeNumber, receipt.Iuv, receipt.AmountCents, receipt.FeeCents).ShouldBe(
            (sent.NoticeNumber, sent.CreditorReferenceId, sent.AmountCents, sent.FeeCents)
        );
        (receipt.Description, receipt.PaymentMethod, receipt.PaymentNote).ShouldBe(
            (sent.Description, sent.PaymentMethod, sent.PaymentNote)
        );
        (receipt.Debtor.FiscalCode, receipt.Debtor.Name).ShouldBe((sent.Debtor.IdentifierValue, sent.Debtor.FullName));
        (receipt.Payer?.FiscalCode, receipt.Payer?.Name).ShouldBe((sent.Payer?.IdentifierValue, sent.Payer?.FullName));
        (receipt.Psp.Id, receipt.Psp.Name, receipt.Psp.FiscalCode).ShouldBe(
            (sent.IdPsp, sent.PspCompanyName, sent.PspFiscalCode ?? sent.PspPartitaIva)
        );
        receipt.Metadata.Select(m => (m.Key, m.Value)).ShouldBe(sent.Metadata.Select(m => (m.Key, m.Value)));
        receipt
            .Transfers.Select(t => (t.Index, t.OrganizationFiscalCode, t.AmountCents, t.Iban, t.TaxonomyCode, t.RemittanceInformation))
            .ShouldBe(
                sent.Transfers.Select(t =>
                    (t.IdTransfer, t.FiscalCodePa, t.AmountCents, t.Iban, t.TransferCategory, t.RemittanceInformation)
                )!
            );
        receipt
            .Transfers.SelectMany(t => t.Metadata)
            .Select(m => (m.Key, m.Value))
            .ShouldBe(sent.Transfers.SelectMany(t => t.Metadata).Select(m => (m.Key, m.Value)));
        foreach (
            var page in new[]
            {
                await f.Api.Admin.Receipts.ListAsync(organization, new() { DebtorFiscalCode = sent.Debtor.IdentifierValue, Limit = 200 }),
                await f.Api.Admin.Receipts.ListAsync(organization, new() { Iuv = sent.CreditorReferenceId }),
                await f.Api.Admin.Receipts.ListAsync(organization, new() { PspId = sent.IdPsp, Limit = 200 }),
                await f.Api.Admin.Receipts.ListAsync(organization, new() { NoticeNumber = sent.NoticeNumber }),
            }
        )
            page.Items.ShouldContain(r => r.Id == receipt.Id);
        using var pdf = await f.Api.Admin.Receipts.DownloadAsync(organization, receipt.Id);
        (await pdf.ReadBytesAsync()).Length.ShouldBeGreaterThan(1_000);
        (await f.Api.Admin.Allocations.ListAsync(organization, new() { Iuv = sent.CreditorReferenceId })).ShouldNotBeNull();
    }
}
