using System.Text;
using PagoDigitale.Node.PaForNode;
using PagoDigitale.Node.Soap;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.PaForNode;

public sealed class WriterTests
{
    [Fact]
    public void Over_long_prose_is_clipped_to_the_schema()
    {
        var answer = Samples.VerifyAnswer with { PaymentDescription = new string('à', 200), OfficeName = new string('x', 141) };

        var read = Write(answer).ShouldBeOfType<VerifyPaymentNoticeResponse>();

        read.PaymentDescription.ShouldBe(new string('à', 140));
        read.OfficeName.ShouldBe(new string('x', 140));
    }

    [Fact]
    public void Clipping_never_splits_a_character()
    {
        var answer = Samples.VerifyAnswer with { PaymentDescription = "x" + string.Concat(Enumerable.Repeat("😀", 150)) };

        Write(answer)
            .ShouldBeOfType<VerifyPaymentNoticeResponse>()
            .PaymentDescription.ShouldBe("x" + string.Concat(Enumerable.Repeat("😀", 69)));
    }

    [Fact]
    public void Characters_illegal_in_XML_are_dropped_and_line_breaks_become_spaces()
    {
        var answer = Samples.VerifyAnswer with { CompanyName = " Ente\u0000\u0008\u001f di\r\nProva\ud800\uffff\udc00 " };

        Write(answer).ShouldBeOfType<VerifyPaymentNoticeResponse>().CompanyName.ShouldBe("Ente di  Prova");
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\u0001")]
    public void An_optional_text_without_content_is_left_out(string officeName)
    {
        var xml = PaForNodeWriter.Write(Samples.VerifyAnswer with { OfficeName = officeName });

        Encoding.UTF8.GetString(xml).ShouldNotContain("officeName");
        Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u0001 ")]
    public void A_mandatory_text_without_content_throws(string companyName) =>
        Should
            .Throw<ArgumentException>(() => PaForNodeWriter.Write(Samples.VerifyAnswer with { CompanyName = companyName }))
            .Message.ShouldContain("companyName");

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(100_000_000_000)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void An_amount_outside_the_schema_throws(long cents)
    {
        var verify = Samples.VerifyAnswer with { Option = Samples.Option with { AmountCents = cents } };
        var data = Samples.DataV1 with { AmountCents = cents, Transfers = [Samples.Transfer with { AmountCents = cents }] };
        var receipt = new SendRtRequest(Samples.Ente, Samples.Broker, Samples.Station, Samples.ReceiptV1 with { AmountCents = cents });

        Should.Throw<ArgumentException>(() => PaForNodeWriter.Write(verify));
        Should.Throw<ArgumentException>(() => PaForNodeWriter.Write(new GetPaymentResponse(PaVersion.V1, data)));
        Should.Throw<ArgumentException>(() => PaForNodeClientWriter.Write(receipt));
    }

    [Theory]
    [InlineData(1, "0.01")]
    [InlineData(10, "0.10")]
    [InlineData(100, "1.00")]
    [InlineData(123_456, "1234.56")]
    [InlineData(99_999_999_999, "999999999.99")]
    public void An_amount_is_written_with_a_dot_and_two_decimals(long cents, string wire)
    {
        var xml = PaForNodeWriter.Write(Samples.VerifyAnswer with { Option = Samples.Option with { AmountCents = cents } });

        Encoding.UTF8.GetString(xml).ShouldContain($"<amount>{wire}</amount>");
    }

    public static TheoryData<string, Func<PaymentData, PaymentData>> WrongData =>
        new()
        {
            { "sum", data => data with { AmountCents = data.AmountCents + 1 } },
            { "distinct", data => data with { AmountCents = 20_000, Transfers = [Samples.Transfer, Samples.Transfer] } },
            {
                "1 to 5",
                data =>
                    data with
                    {
                        AmountCents = 60_000,
                        Transfers = [.. Enumerable.Repeat(Samples.Transfer, 6).Select((t, i) => t with { IdTransfer = i + 1 })],
                    }
            },
            { "idTransfer", data => data with { AmountCents = 10_000, Transfers = [Samples.Transfer with { IdTransfer = 6 }] } },
            { "IBAN", data => data with { AmountCents = 10_000, Transfers = [Samples.Transfer with { Iban = null }] } },
            { "IBAN", data => data with { AmountCents = 10_000, Transfers = [Samples.Transfer with { Iban = new string('1', 36) }] } },
            { "replaces", data => data with { AmountCents = 1_600, Transfers = [Samples.StampTransfer with { Iban = "IT" }] } },
            {
                "fiscalCodePA",
                data => data with { AmountCents = 10_000, Transfers = [Samples.Transfer with { FiscalCodePa = "7777777777A" }] }
            },
            { "at most 15", data => data with { Metadata = [.. Enumerable.Repeat(new MetadataEntry("k", "v"), 16)] } },
            { "companyName", data => data with { CompanyName = null } },
            { "creditorReferenceId", data => data with { CreditorReferenceId = new string('1', 36) } },
            { "entityUniqueIdentifierValue", data => data with { Debtor = data.Debtor with { IdentifierValue = "1" } } },
            {
                "provinciaResidenza",
                data => data with { AmountCents = 1_600, Transfers = [Samples.StampTransfer with { StampRequest = new([1, 2, 3], "pa") }] }
            },
            {
                "hashDocumento",
                data => data with { AmountCents = 1_600, Transfers = [Samples.StampTransfer with { StampRequest = new([], "PA") }] }
            },
        };

    [Theory, MemberData(nameof(WrongData))]
    public void Data_the_node_would_refuse_throws(string named, Func<PaymentData, PaymentData> spoil) =>
        Should
            .Throw<ArgumentException>(() => PaForNodeWriter.Write(new GetPaymentResponse(PaVersion.V2, spoil(Samples.DataV2))))
            .Message.ShouldContain(named);

    [Fact]
    public void A_digital_stamp_cannot_be_written_in_V1()
    {
        Should.Throw<ArgumentException>(() => PaForNodeWriter.Write(new GetPaymentResponse(PaVersion.V1, Samples.DataV2)));
        Should.Throw<ArgumentException>(() =>
            PaForNodeClientWriter.Write(
                new SendRtRequest(Samples.Ente, Samples.Broker, Samples.Station, Samples.ReceiptV2 with { Version = PaVersion.V1 })
            )
        );
    }

    [Theory]
    [InlineData("it", "IT")]
    [InlineData("ITA", null)]
    [InlineData("", null)]
    public void A_country_is_corrected_or_left_out(string country, string? written) =>
        Debtor(Samples.Debtor with { Country = country }).Country.ShouldBe(written);

    [Theory]
    [InlineData("mario.rossi+x@example.org", "mario.rossi+x@example.org")]
    [InlineData("mario rossi@example.org", null)]
    [InlineData("mario@", null)]
    [InlineData("mario@example.org\n", "mario@example.org")]
    public void An_email_the_schema_refuses_is_left_out(string email, string? written) =>
        Debtor(Samples.Debtor with { Email = email }).Email.ShouldBe(written);

    [Fact]
    public void Any_prose_at_all_makes_a_valid_message()
    {
        const int Seed = 365;
        var random = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var prose = "x" + new string([.. Enumerable.Range(0, random.Next(300)).Select(_ => AnyCharacter(random))]);
            var debtor = new Subject(EntityType.F, "ANONIMO", prose)
            {
                City = prose,
                Country = prose,
                Email = prose,
                CivicNumber = prose,
            };
            var data = Samples.DataV2 with { Description = prose, OfficeName = prose, Debtor = debtor, Metadata = [new("k", prose)] };

            Schemas
                .ErrorOfEnvelope(PaForNodeWriter.Write(new GetPaymentResponse(PaVersion.V2, data)))
                .ShouldBeNull($"seed {Seed}, round {round}");
        }
    }

    [Fact]
    public void A_soap_fault_is_recognised_by_the_client()
    {
        var reading = PaForNodeClientReader.ReadResponse(SoapFault.WriteServer("Storage is down & out."));

        reading.IsOk.ShouldBeFalse();
        reading.Error.ShouldBe(new WireError(WireError.SoapFault, WireTexts.SoapFault.With("soapenv:Server", "Storage is down & out.")));
    }

    private static char AnyCharacter(Random random) =>
        random.Next(4) switch
        {
            0 => (char)random.Next(0x20),
            1 => (char)random.Next(0xd7f0, 0xe010),
            2 => "<>&\"'\ufffe\uffff]"[random.Next(8)],
            _ => (char)random.Next(0x10000),
        };

    private static PaResponse Write(PaResponse response)
    {
        var xml = PaForNodeWriter.Write(response);
        Schemas.ErrorOfEnvelope(xml).ShouldBeNull();
        return PaForNodeClientReader.ReadResponse(xml).Response.ShouldNotBeNull();
    }

    private static Subject Debtor(Subject debtor) =>
        Write(new GetPaymentResponse(PaVersion.V2, Samples.DataV2 with { Debtor = debtor }))
            .ShouldBeOfType<GetPaymentResponse>()
            .Data.Debtor;
}
