using System.Text;
using PagoDigitale.Node.Rendicontazione;
using PagoDigitale.Node.Tests.Support;

namespace PagoDigitale.Node.Tests.Rendicontazione;

public sealed class FlussoRiversamentoTests
{
    public static TheoryData<bool, bool> Spellings =>
        new()
        {
            { true, false },
            { false, false },
            { true, true },
            { false, true },
        };

    [Theory, MemberData(nameof(Spellings))]
    public void A_written_flow_is_valid_and_read_back_equal(bool isPrefixed, bool isLatin1)
    {
        var xml = FlussoRiversamentoWriter.Write(
            FlussoSamples.Header,
            FlussoSamples.Rows,
            new FlussoSpelling { IsPrefixed = isPrefixed, IsLatin1 = isLatin1 }
        );

        var reading = FlussoRiversamentoReader.Read(xml);

        Schemas.ErrorOfFlusso(xml).ShouldBeNull();
        reading.Error.ShouldBeNull();
        reading.Header.ShouldBe(FlussoSamples.Header);
        reading.Rows.ShouldBe(FlussoSamples.Rows);
        reading.Anomalies.ShouldBeEmpty();
    }

    [Fact]
    public void A_flow_is_written_as_approved() =>
        Approved.Check("flusso-riversamento", FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows));

    [Fact]
    public void Names_and_bank_may_be_absent()
    {
        var header = FlussoSamples.Header with { BicCode = null, Sender = new("B", "BCITITMM"), Receiver = new("G", "77777777777") };
        var xml = FlussoRiversamentoWriter.Write(header, FlussoSamples.Rows);

        Schemas.ErrorOfFlusso(xml).ShouldBeNull();
        FlussoRiversamentoReader.Read(xml).Header.ShouldBe(header);
    }

    [Theory]
    [InlineData("sum-mismatch", "<importoTotalePagamenti>123.46<", "<importoTotalePagamenti>123.47<", null)]
    [InlineData("amount-out-of-range", "<importoTotalePagamenti>123.46<", "<importoTotalePagamenti>1000000000.00<", null)]
    [InlineData("count-mismatch", "<numeroTotalePagamenti>3<", "<numeroTotalePagamenti>4<", null)]
    [InlineData("unknown-version", "<versioneOggetto>1.0<", "<versioneOggetto>2.0<", null)]
    [InlineData("id-too-long", "-17163317305<", "-17163317305ABC<", null)]
    [InlineData("invalid-id", "-17163317305<", "-1716/3317305<", null)]
    [InlineData("unexpected-element", "<numeroTotalePagamenti>", "<altro>1</altro><numeroTotalePagamenti>", null)]
    [InlineData("unexpected-element", "<codiceEsitoSingoloPagamento>9<", "<a><b>1</b></a><codiceEsitoSingoloPagamento>9<", 2)]
    [InlineData("unknown-outcome", "<codiceEsitoSingoloPagamento>9<", "<codiceEsitoSingoloPagamento>7<", 2)]
    [InlineData("transfer-index-out-of-range", "<indiceDatiSingoloPagamento>5<", "<indiceDatiSingoloPagamento>6<", 3)]
    [InlineData("zero-amount", "<singoloImportoPagato>0.01<", "<singoloImportoPagato>0.00<", 3)]
    [InlineData("negative-amount", "<singoloImportoPagato>0.01<", "<singoloImportoPagato>-0.01<", 3)]
    [InlineData("id-too-long", ">iur-2<", ">iur-2-123456789-123456789-123456789-1<", 2)]
    public void A_flawed_flow_is_kept_and_flagged(string code, string from, string to, int? row)
    {
        var reading = Spoiled(from, to);

        reading.Error.ShouldBeNull();
        reading.Rows.Count.ShouldBe(3);
        reading.Anomalies.ShouldContain(anomaly => anomaly.Code == code && anomaly.RowNumber == row);
        reading.Anomalies.ShouldAllBe(anomaly => anomaly.Code == code || anomaly.Code == "sum-mismatch");
    }

    [Theory]
    [InlineData("<singoloImportoPagato>23.45<", "<singoloImportoPagato>23,45<", "singoloImportoPagato")]
    [InlineData("<singoloImportoPagato>23.45</singoloImportoPagato>", "", "singoloImportoPagato")]
    [InlineData(">iur-2<", "><", "identificativoUnivocoRiscossione")]
    [InlineData("<codiceEsitoSingoloPagamento>9</codiceEsitoSingoloPagamento>", "", "codiceEsitoSingoloPagamento")]
    [InlineData(
        "<codiceEsitoSingoloPagamento>9<",
        "<codiceEsitoSingoloPagamento>0</codiceEsitoSingoloPagamento><codiceEsitoSingoloPagamento>9<",
        "codiceEsitoSingoloPagamento"
    )]
    public void An_unreadable_row_is_left_out_and_the_others_kept(string from, string to, string named)
    {
        var reading = Spoiled(from, to);

        reading.Rows.Select(row => row.Number).ShouldBe([1, 3]);
        reading.Anomalies.Select(anomaly => anomaly.Code).ShouldBe(["invalid-row", "count-mismatch", "sum-mismatch"]);
        reading.Anomalies[0].RowNumber.ShouldBe(2);
        reading.Anomalies[0].Message.ToString().ShouldContain(named);
    }

    [Fact]
    public void A_repeated_row_is_kept_and_flagged()
    {
        var header = FlussoSamples.Header with { PaymentsCount = 2, TotalAmountCents = 20_000 };
        var reading = FlussoRiversamentoReader.Read(FlussoRiversamentoWriter.Write(header, [FlussoSamples.Row, FlussoSamples.Row]));

        reading.Rows.Count.ShouldBe(2);
        reading
            .Anomalies.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(anomaly => anomaly.Code.ShouldBe("duplicate-row"), anomaly => anomaly.RowNumber.ShouldBe(2));
    }

    [Fact]
    public void The_same_payment_to_two_transfers_is_no_repetition()
    {
        var header = FlussoSamples.Header with { PaymentsCount = 2, TotalAmountCents = 20_000 };
        var xml = FlussoRiversamentoWriter.Write(header, [FlussoSamples.Row, FlussoSamples.Row with { TransferIndex = 2 }]);

        FlussoRiversamentoReader.Read(xml).Anomalies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("-0.01", "123.44")]
    [InlineData("0.01", "123.44")]
    [InlineData("0.01", "123.46")]
    public void A_revoked_payment_may_be_written_and_totalled_either_way(string amount, string total)
    {
        var reading = Spoiled(
            ("<singoloImportoPagato>0.01<", $"<singoloImportoPagato>{amount}<"),
            ("<codiceEsitoSingoloPagamento>4<", "<codiceEsitoSingoloPagamento>3<"),
            ("<importoTotalePagamenti>123.46<", $"<importoTotalePagamenti>{total}<")
        );

        reading.Rows[2].AmountCents.ShouldBe(amount[0] == '-' ? -1 : 1);
        reading.Anomalies.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("identificativoFlusso")]
    [InlineData("dataOraFlusso")]
    [InlineData("identificativoUnivocoRegolamento")]
    [InlineData("dataRegolamento")]
    [InlineData("istitutoMittente")]
    [InlineData("istitutoRicevente")]
    [InlineData("codiceIdentificativoUnivoco")]
    [InlineData("numeroTotalePagamenti")]
    [InlineData("importoTotalePagamenti")]
    public void A_flow_without_a_usable_header_is_refused_naming_the_element(string element)
    {
        var document = Schemas.Parse(FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows));
        document.Descendants().First(found => found.Name.LocalName == element).Remove();

        var reading = FlussoRiversamentoReader.Read(Encoding.UTF8.GetBytes(document.ToString()));

        reading.Header.ShouldBeNull();
        reading
            .Error.ShouldNotBeNull()
            .Description.ToString()
            .ShouldContain(element == "codiceIdentificativoUnivoco" ? "istitutoMittente/" + element : element);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data;importo\n2026-01-01;10,00")]
    [InlineData("<FlussoRiversamento><versioneOggetto>1.0</versioneOggetto></FlussoRiversamento>")]
    [InlineData("<FlussoRiversamento xmlns='urn:other'><versioneOggetto>1.0</versioneOggetto></FlussoRiversamento>")]
    [InlineData("<RT xmlns='http://www.digitpa.gov.it/schemas/2011/Pagamenti/'><versioneOggetto>1.0</versioneOggetto></RT>")]
    public void What_is_not_a_flow_is_refused(string text) =>
        FlussoRiversamentoReader.Read(Encoding.UTF8.GetBytes(text)).Error.ShouldNotBeNull().Code.ShouldBe("rendicontazione-unreadable");

    [Fact]
    public void A_flow_that_breaks_off_is_refused_after_its_last_whole_row()
    {
        var xml = FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows);
        using var reader = FlussoRiversamentoReader.Open(xml.AsMemory(0, xml.Length - 60));

        reader.IsOk.ShouldBeTrue();
        reader.ReadRows().Count().ShouldBe(2);
        reader.IsOk.ShouldBeFalse();
    }

    [Fact]
    public void A_big_flow_streams()
    {
        const int Count = 50_000;
        var rows = Enumerable.Range(1, Count).Select(n => FlussoSamples.Row with { Number = n, Iur = $"iur-{n}", AmountCents = n });
        var header = FlussoSamples.Header with { PaymentsCount = Count, TotalAmountCents = (long)Count * (Count + 1) / 2 };
        using var file = new MemoryStream();
        FlussoRiversamentoWriter.Write(header, rows, file);
        file.Position = 0;

        using var reader = FlussoRiversamentoReader.Open(file);
        var positionAtFirstRow = 0L;
        var sum = 0L;
        foreach (var row in reader.ReadRows())
        {
            positionAtFirstRow = positionAtFirstRow == 0 ? file.Position : positionAtFirstRow;
            sum += row.AmountCents;
        }

        positionAtFirstRow.ShouldBeLessThan(file.Length / 100);
        sum.ShouldBe(header.TotalAmountCents);
        reader.ComputedCount.ShouldBe(Count);
        reader.ComputedAmountCents.ShouldBe(sum);
        reader.Anomalies.ShouldBeEmpty();
        Should.Throw<InvalidOperationException>(() => reader.ReadRows().Count());
    }

    [Fact]
    public void Anomalies_are_listed_up_to_a_limit()
    {
        var header = FlussoSamples.Header with { PaymentsCount = 2_000, TotalAmountCents = 20_000_000 };
        var reading = FlussoRiversamentoReader.Read(FlussoRiversamentoWriter.Write(header, Enumerable.Repeat(FlussoSamples.Row, 2_000)));

        reading.Rows.Count.ShouldBe(2_000);
        reading.Anomalies.Count.ShouldBe(1_001);
        reading.Anomalies[^1].Code.ShouldBe("too-many-anomalies");
    }

    public static TheoryData<FlussoRiversamento, FlussoRow> Unwritable =>
        new()
        {
            { FlussoSamples.Header with { FlussoId = new string('1', 36) }, FlussoSamples.Row },
            { FlussoSamples.Header with { FlussoId = "a/b" }, FlussoSamples.Row },
            { FlussoSamples.Header with { Version = "2.0" }, FlussoSamples.Row },
            { FlussoSamples.Header with { PaymentsCount = 0 }, FlussoSamples.Row },
            { FlussoSamples.Header with { TotalAmountCents = 100_000_000_000 }, FlussoSamples.Row },
            { FlussoSamples.Header with { Receiver = new("A", "1") }, FlussoSamples.Row },
            { FlussoSamples.Header, FlussoSamples.Row with { AmountCents = 0 } },
            { FlussoSamples.Header, FlussoSamples.Row with { OutcomeCode = "5" } },
            { FlussoSamples.Header, FlussoSamples.Row with { TransferIndex = 6 } },
            { FlussoSamples.Header, FlussoSamples.Row with { Iur = "" } },
        };

    [Theory, MemberData(nameof(Unwritable))]
    public void A_flow_the_schema_refuses_is_not_written(FlussoRiversamento header, FlussoRow row) =>
        Should.Throw<ArgumentException>(() => FlussoRiversamentoWriter.Write(header, [row]));

    private static FlussoReading Spoiled(string from, string to) => Spoiled((from, to));

    private static FlussoReading Spoiled(params (string From, string To)[] changes)
    {
        var xml = Encoding.UTF8.GetString(
            FlussoRiversamentoWriter.Write(FlussoSamples.Header, FlussoSamples.Rows, new FlussoSpelling { IsPrefixed = false })
        );
        foreach (var (from, to) in changes)
        {
            xml.ShouldContain(from);
            xml = xml.Replace(from, to, StringComparison.Ordinal);
        }

        return FlussoRiversamentoReader.Read(Encoding.UTF8.GetBytes(xml));
    }
}
