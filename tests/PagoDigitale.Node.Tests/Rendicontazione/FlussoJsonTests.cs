using System.Text;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.Rendicontazione;

/// <summary>What the REST service answers says the same as the XML file, and what is wrong with it is told alike.</summary>
public sealed class FlussoJsonTests
{
    private static readonly PublishedFlusso _flow = new(FlussoSamples.Header, "60000000001", 1, FlussoSamples.Header.FlussoDateTime);

    [Theory, InlineData(1000), InlineData(3), InlineData(2), InlineData(1)]
    public void A_written_flow_is_read_back_equal_however_many_pages_it_has(int size)
    {
        var json = FlussoJsonWriter.WriteFile(_flow, FlussoSamples.Rows, size);

        var reading = FlussoFile.Read(json);

        reading.Error.ShouldBeNull();
        reading.Header.ShouldBe(FlussoSamples.Header);
        reading.Rows.ShouldBe(FlussoSamples.Rows);
        reading.Anomalies.ShouldBeEmpty();
        FlussoFile.MediaTypeOf(json).ShouldBe("application/json");
    }

    [Fact]
    public void It_says_the_same_as_the_XML_of_the_same_flow_and_not_as_another()
    {
        var json = FlussoFile.Read(FlussoJsonWriter.WriteFile(_flow, [.. FlussoSamples.Rows.Reverse()]));
        var xml = FlussoFile.Read(FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows));
        FlussoRow[] others = [FlussoSamples.Rows[0], FlussoSamples.Rows[1], FlussoSamples.Rows[2] with { Iuv = "11000000000000340" }];

        json.SaysTheSameAs(xml).ShouldBeTrue();
        xml.SaysTheSameAs(json).ShouldBeTrue();
        json.SaysTheSameAs(FlussoFile.Read(FlussoRiversamentoWriter.Write(FlussoSamples.Header, others))).ShouldBeFalse();
        json.SaysTheSameAs(
                FlussoFile.Read(FlussoRiversamentoWriter.Write(FlussoSamples.Header with { RegulationId = "TRN" }, FlussoSamples.Rows))
            )
            .ShouldBeFalse();
    }

    [Fact]
    public void A_mark_of_the_encoding_and_blanks_before_it_do_no_harm() =>
        FlussoFile
            .Read(
                new byte[] { 0xEF, 0xBB, 0xBF, (byte)'\n' }
                    .Concat(FlussoJsonWriter.WriteFile(_flow, FlussoSamples.Rows))
                    .ToArray()
            )
            .Error.ShouldBeNull();

    /// <summary>Midnight in Italy is the evening before in UTC, and an hour of the day before there is a day after here.</summary>
    [Theory]
    [InlineData("2026-07-15T00:00:00Z", 15)]
    [InlineData("2026-07-14T22:00:00Z", 15)]
    [InlineData("2026-07-14T21:59:59.999999Z", 14)]
    [InlineData("2026-07-15T12:30:50.900000Z", 15)]
    [InlineData("2026-07-15T00:30:00+02:00", 15)]
    [InlineData("2026-07-15T12:00:00", 15)]
    public void The_day_of_a_payment_is_the_Italian_one(string instant, int day) =>
        Changed("2026-07-15T00:00:00Z", instant).Rows[0].PaymentDate.ShouldBe(new DateOnly(2026, 7, day));

    [Theory]
    [InlineData("100", 10_000)]
    [InlineData("100.0", 10_000)]
    [InlineData("1E2", 10_000)]
    [InlineData("0.29", 29)]
    [InlineData("\"100.00\"", 10_000)]
    public void An_amount_is_read_as_decimal_text(string pay, long cents) =>
        Changed("\"pay\":100.00", $"\"pay\":{pay}").Rows[0].AmountCents.ShouldBe(cents);

    [Theory]
    [InlineData("invalid-row", "\"pay\":100.00", "\"pay\":100.001", 1)]
    [InlineData("invalid-row", "\"pay\":100.00", "\"pay\":1e30", 1)]
    [InlineData("invalid-row", "\"pay\":100.00", "\"pay\":true", 1)]
    [InlineData("invalid-row", "\"pay\":100.00,", "", 1)]
    [InlineData("invalid-row", "\"pay\":100.00", "\"pay\":99.9999999999999999999999999999999", 1)]
    [InlineData("invalid-row", "\"pay\":100.00", "\"pay\":1e-30", 1)]
    [InlineData("invalid-row", "11000000000000037", "1\\u00002", 1)]
    [InlineData("invalid-row", "11000000000000037", "1\\ud8002", 1)]
    [InlineData("invalid-row", "11000000000000037", "1\\u00012", 1)]
    [InlineData("invalid-row", "\"iuv\":\"11000000000000138\"", "\"iuv\":\" \"", 2)]
    [InlineData("invalid-row", "2026-07-15T00:00:00Z", "15/07/2026", 1)]
    [InlineData("unknown-outcome", "NO_RPT", "SUSPENDED", 2)]
    [InlineData("transfer-index-out-of-range", "\"idTransfer\":5", "\"idTransfer\":6", 3)]
    [InlineData("sum-mismatch", "\"sumPayments\":123.46", "\"sumPayments\":123.47", null)]
    [InlineData("count-mismatch", "\"totPayments\":3", "\"totPayments\":4", null)]
    [InlineData("id-too-long", "-17163317305\"", "-17163317305ABC\"", null)]
    public void What_is_wrong_with_a_flow_is_told_and_the_flow_kept(string code, string written, string sent, int? row)
    {
        var reading = Changed(written, sent);

        reading.Error.ShouldBeNull();
        reading.Anomalies.ShouldContain(a => a.Code == code && a.RowNumber == row);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"flow\": []}")]
    [InlineData("{\"flow\": {}, \"flow\": {}}")]
    [InlineData("[]")]
    [InlineData("<html><body>Service unavailable</body></html>")]
    [InlineData("")]
    public void What_is_no_flow_is_refused(string text)
    {
        var reading = FlussoFile.Read(Encoding.UTF8.GetBytes(text));

        reading.IsOk.ShouldBeFalse();
        reading.Error!.Code.ShouldBe("rendicontazione-unreadable");
    }

    [Theory]
    [InlineData("\"fdr\":", "\"fdx\":", "flow/fdr")]
    [InlineData("\"regulationDate\":\"2026-07-16\"", "\"regulationDate\":\"16.7.2026\"", "flow/regulationDate")]
    [InlineData("\"fdrDate\":\"2026", "\"fdrDate\":\"x2026", "flow/fdrDate")]
    [InlineData("\"organizationId\":\"77777777777\"", "\"organizationId\":{}", "flow/receiver/organizationId")]
    [InlineData("\"sumPayments\":123.46", "\"sumPayments\":\"molto\"", "flow/sumPayments")]
    [InlineData("\"totPage\":2", "\"totPage\":3", "pages")]
    [InlineData("\"pageNumber\":2", "\"pageNumber\":1", "pages")]
    [InlineData("\"pageNumber\":2", "\"pageNumber\":9", "pages")]
    [InlineData("\"pages\":", "\"sheets\":", "body/pages")]
    [InlineData("\"data\":", "\"items\":", "pages/data")]
    [InlineData("\"pspName\":\"", "\"pspName\":\"\\udfff", "flow/sender/pspName")]
    [InlineData("\"status\":", "\"\\ud800\":", "not Unicode")]
    [InlineData("\"data\":[", "\"data\":3,\"other\":[", "pages/data")]
    public void A_header_that_cannot_be_read_or_a_page_that_is_not_there_names_what_is_wrong(string written, string sent, string element)
    {
        var reading = Changed(written, sent, size: 2);

        reading.IsOk.ShouldBeFalse();
        reading.Error!.Description.ToString().ShouldContain(element);
    }

    private static FlussoReading Changed(string written, string sent, int size = 1000)
    {
        var json = Encoding.UTF8.GetString(FlussoJsonWriter.WriteFile(_flow, FlussoSamples.Rows, size));
        json.ShouldContain(written);
        var at = json.IndexOf(written, StringComparison.Ordinal);
        return FlussoFile.Read(Encoding.UTF8.GetBytes(json[..at] + sent + json[(at + written.Length)..]));
    }
}
