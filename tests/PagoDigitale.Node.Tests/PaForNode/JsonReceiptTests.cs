using System.Text;
using System.Text.Json.Nodes;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.Node.Tests.PaForNode;

/// <summary>The receipt that pagoPA's service tells in JSON is read by the rules of the node's own message.</summary>
public sealed class JsonReceiptTests
{
    private const string Whole = """
        {
            "receiptId": "c1f3a2b4d5e64f7f8a9b0c1d2e3f4a5b", "noticeNumber": "301000000000000123", "fiscalCode": "01234567897",
            "outcome": "OK", "creditorReferenceId": "01000000000000123", "paymentAmount": 130.1, "description": "TARI 2026",
            "companyName": "Comune", "officeName": "Tributi",
            "debtor": {"entityUniqueIdentifierType": "F", "entityUniqueIdentifierValue": "RSSMRA80A01H501U", "fullName": "Mario Rossi",
                "streetName": "Via Roma", "civicNumber": "1", "postalCode": "00100", "city": "Roma", "stateProvinceRegion": "RM",
                "country": "IT", "email": "mario@example.com"},
            "transferList": [
                {"idTransfer": 1, "transferAmount": 100, "fiscalCodePA": "01234567897", "iban": "IT60X0542811101000000123456",
                    "mbdAttachment": null, "remittanceInformation": "/RFB/01000000000000123", "transferCategory": "9/0101108TS/",
                    "metadata": [{"key": "DatiSpecifici", "value": "x"}]},
                {"idTransfer": 2, "transferAmount": 30.10, "fiscalCodePA": "77777777777", "iban": "IT60X0542811101000000123456",
                    "mbdAttachment": null, "remittanceInformation": "TEFA", "transferCategory": "9/0101108TS/"}
            ],
            "idPSP": "BPROITMM", "pspFiscalCode": "CF123", "pspPartitaIVA": "IT123", "pspCompanyName": "Banca", "idChannel": "CANALE",
            "channelDescription": "app", "payer": {"entityUniqueIdentifierType": "G", "entityUniqueIdentifierValue": "12345678901",
                "fullName": "Ditta"},
            "paymentMethod": "creditCard", "fee": 2.00, "primaryCiIncurredFee": 0.5, "idBundle": "b1", "idCiBundle": "c1",
            "paymentDateTime": "2026-03-01", "paymentDateTimeFormatted": "2026-03-01T23:30:15", "applicationDate": "2026-03-01",
            "transferDate": "2026-03-02", "metadata": [{"key": "k", "value": "v"}], "somethingNew": {"a": 1}
        }
        """;

    [Fact]
    public void Everything_it_says_is_read()
    {
        var reading = Read(Whole);

        reading.IsOk.ShouldBeTrue(reading.Error?.Description.ToString());
        reading.Deviations.ShouldBeEmpty();
        var receipt = reading.Receipt;
        (receipt.Version, receipt.ReceiptId, receipt.NoticeNumber, receipt.FiscalCode, receipt.CreditorReferenceId).ShouldBe(
            (PaVersion.V2, "c1f3a2b4d5e64f7f8a9b0c1d2e3f4a5b", "301000000000000123", "01234567897", "01000000000000123")
        );
        (receipt.AmountCents, receipt.FeeCents, receipt.PrimaryCiIncurredFeeCents, receipt.IsOutcomeOk).ShouldBe((13_010, 200, 50, true));
        // Half past eleven in Italy, in winter.
        receipt.PaymentDateTime.ShouldBe(new DateTimeOffset(2026, 3, 1, 22, 30, 15, TimeSpan.Zero));
        (receipt.ApplicationDate, receipt.TransferDate).ShouldBe((new DateOnly(2026, 3, 1), new DateOnly(2026, 3, 2)));
        (receipt.IdPsp, receipt.PspFiscalCode, receipt.PspPartitaIva, receipt.PspCompanyName).ShouldBe(
            ("BPROITMM", "CF123", "IT123", "Banca")
        );
        (receipt.IdChannel, receipt.ChannelDescription, receipt.PaymentMethod, receipt.OfficeName).ShouldBe(
            ("CANALE", "app", "creditCard", "Tributi")
        );
        receipt.Debtor.ShouldBe(
            new Subject(EntityType.F, "RSSMRA80A01H501U", "Mario Rossi")
            {
                StreetName = "Via Roma",
                CivicNumber = "1",
                PostalCode = "00100",
                City = "Roma",
                StateProvinceRegion = "RM",
                Country = "IT",
                Email = "mario@example.com",
            }
        );
        receipt.Payer!.Type.ShouldBe(EntityType.G);
        receipt
            .Transfers.Select(t => (t.IdTransfer, t.AmountCents, t.FiscalCodePa))
            .ShouldBe([(1, 10_000, "01234567897"), (2, 3_010, "77777777777")]);
        receipt.Transfers[0].Metadata.ShouldBe([new MetadataEntry("DatiSpecifici", "x")]);
        receipt.Metadata.ShouldBe([new MetadataEntry("k", "v")]);
    }

    [Theory]
    [InlineData("129", 12_900)]
    [InlineData("1.29E2", 12_900)]
    [InlineData("0.29", 29)]
    [InlineData("999999999.99", 99_999_999_999)]
    [InlineData("\"12.30\"", 1_230)]
    public void Amounts_are_exact_however_a_number_is_written(string json, long cents) =>
        Read(With("paymentAmount", json)).Receipt!.AmountCents.ShouldBe(cents);

    [Theory]
    [InlineData("paymentAmount", "12.345")]
    [InlineData("paymentAmount", "-1")]
    [InlineData("paymentAmount", "1e30")]
    [InlineData("paymentAmount", "null")]
    [InlineData("paymentAmount", "{}")]
    [InlineData("receiptId", "\"\"")]
    [InlineData("receiptId", "null")]
    [InlineData("receiptId", "\"\\u0000\"")]
    [InlineData("receiptId", "\"\\ud800\"")]
    [InlineData("creditorReferenceId", "\"012345678901234567890123456789012345\"")]
    [InlineData("noticeNumber", "\"12\"")]
    [InlineData("fiscalCode", "\"IT\"")]
    [InlineData("outcome", "\"MAYBE\"")]
    [InlineData("transferList", "null")]
    [InlineData("transferList", "[]")]
    [InlineData("transferList", "[1]")]
    [InlineData("transferList", "{}")]
    [InlineData("debtor", "null")]
    [InlineData("debtor", "[]")]
    public void What_amounts_and_identifiers_depend_on_must_be_right(string name, string json)
    {
        var reading = Read(With(name, json));

        (reading.IsOk, reading.Receipt).ShouldBe((false, null));
        reading.Error!.Description.ToString().ShouldNotBeNullOrWhiteSpace();
    }

    [Theory]
    [InlineData("paymentDateTimeFormatted", "\"yesterday\"")]
    [InlineData("fee", "1.234")]
    [InlineData("applicationDate", "\"2026-13-01\"")]
    public void Anything_else_is_noted_and_the_rest_taken(string name, string json)
    {
        var reading = Read(With(name, json));

        reading.IsOk.ShouldBeTrue(reading.Error?.Description.ToString());
        reading.Deviations.ShouldHaveSingleItem().Code.ShouldBe(ReceiptDeviation.ValueOutOfSchema);
    }

    [Fact]
    public void What_the_service_need_not_tell_may_be_missing()
    {
        var whole = JsonNode.Parse(Whole)!.AsObject();
        foreach (
            var name in new[]
            {
                "officeName",
                "pspFiscalCode",
                "pspPartitaIVA",
                "channelDescription",
                "payer",
                "paymentMethod",
                "fee",
                "primaryCiIncurredFee",
                "idBundle",
                "idCiBundle",
                "paymentDateTimeFormatted",
                "applicationDate",
                "transferDate",
                "metadata",
            }
        )
            whole.Remove(name).ShouldBeTrue(name);

        var reading = Read(whole.ToJsonString());

        reading.IsOk.ShouldBeTrue(reading.Error?.Description.ToString());
        reading.Deviations.ShouldBeEmpty();
        reading.Receipt.ChannelDescription.ShouldBe("CANALE");
        // The day alone: it begins at midnight in Italy.
        reading.Receipt.PaymentDateTime.ShouldBe(new DateTimeOffset(2026, 2, 28, 23, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public void A_transfer_without_an_account_is_a_digital_stamp()
    {
        var whole = JsonNode.Parse(Whole)!;
        whole["transferList"]![1]!["iban"] = null;

        var reading = Read(whole.ToJsonString());

        reading.IsOk.ShouldBeTrue(reading.Error?.Description.ToString());
        (reading.Receipt.Transfers[1].Iban, reading.Receipt.Transfers[1].AmountCents).ShouldBe((null, 3_010));
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html/>")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{\"receiptId\": \"a\", \"receiptId\": \"b\"}")]
    public void What_is_no_receipt_is_refused(string text) => Read(text).IsOk.ShouldBeFalse();

    private static ReceiptReading Read(string json) => JsonReceiptReader.Read(Encoding.UTF8.GetBytes(json));

    private static string With(string name, string json)
    {
        const string mark = "\u0001";
        var whole = JsonNode.Parse(Whole)!;
        whole[name] = mark;
        return whole.ToJsonString().Replace("\"\\u0001\"", json, StringComparison.Ordinal);
    }
}
