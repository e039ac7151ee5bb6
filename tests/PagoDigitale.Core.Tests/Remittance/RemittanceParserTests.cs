using PagoDigitale.Core.Remittance;
using static PagoDigitale.Core.Remittance.RemittanceConfidence;

namespace PagoDigitale.Core.Tests.Remittance;

public sealed class RemittanceParserTests
{
    private const string Flow = "2025-03-04PSPAITM1XXX-S0042001";

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO Cumulativo pagamenti del 20250304/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO Cumulativo same day pagamenti del 20250304/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO Integrativo3 pagamenti del 20250304/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/TXT/0/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/TXT/9/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/_/URI/" + Flow)]
    [InlineData("PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("RI1/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + " ACCREDITO SLIP P.A.")]
    [InlineData(":BI2:XYZ :BE1:COMUNE DI PROVA :IB1:IT00 :TID:77 :RI3:/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + " :SEC:CASH :IOR:1")]
    [InlineData("ZZ1000123ZZ2ISTITUTO DI PROVA ZZ3ENTE /PUR/LGPE-RIVERSAMENTO/URI/" + Flow + " /ZZ4/123/ZZ4/ ID1X")]
    [InlineData("ZZ2X/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + "/ZZ4/123")]
    [InlineData("INCASSO DA DEBITORE 55/PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/pur/lgpe-riversamento/uri/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + "\nALTRO TESTO-1")]
    [InlineData(Flow)]
    [InlineData("PAGOPA " + Flow)]
    [InlineData("RIV /URI/" + Flow + " /URI/" + Flow)]
    [InlineData("ACCREDITO pagoPA nodo " + Flow + " DEL GIORNO")]
    public void Undamaged_texts_give_the_flow_exactly(string text) => Expect(text, RemittanceKind.Flow, Flow, Exact);

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/{0} /URI/{1}")]
    [InlineData("RIV /URI/{0} /URI/{1}")]
    [InlineData("{0} {1}")]
    [InlineData("PAGOPA {0} {1}")]
    [InlineData("PAGOPA {0} E {1} FINE")]
    public void Everything_the_text_names_is_given_however_the_ids_are_put_together(string text)
    {
        const string other = "2025-03-05PPROITRRXXX-95892001";
        var named = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Flow, other);

        RemittanceParser.ParseAll(named).Select(r => (r.Value, r.Confidence)).ShouldBe([(Flow, Exact), (other, Exact)]);
        RemittanceParser.NamesAnother(named, Flow).ShouldBeTrue();
        RemittanceParser
            .NamesAnother(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Flow, other[..^2]), Flow)
            .ShouldBeTrue();
        RemittanceParser
            .NamesAnother(string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Flow, other[..15]), Flow)
            .ShouldBeTrue();
    }

    [Theory]
    [InlineData("PAGOPA {0} {1}", "2025-03-04T10:22:11")]
    [InlineData("PAGOPA {0} {1}", "2025-03-04 10")]
    [InlineData("PAGOPA {0} {1}", "2025-03-04PSPAITM1")]
    [InlineData("PAGOPA {0} {1}", "2025-13-04PPROITRRXXX-9")]
    public void A_date_and_a_copy_that_is_cut_name_no_other_flow(string text, string beside)
    {
        var named = string.Format(System.Globalization.CultureInfo.InvariantCulture, text, Flow, beside);

        RemittanceParser.ParseAll(named).Select(r => r.Value).ShouldBe([Flow]);
        RemittanceParser.NamesAnother(named, Flow).ShouldBeFalse();
    }

    [Fact]
    public void A_text_with_two_ids_gives_both_and_a_copy_that_is_cut_counts_once()
    {
        const string other = "2025-03-05PPROITRRXXX-95892001";
        var all = RemittanceParser.ParseAll(
            $"/PUR/LGPE-RIVERSAMENTO/URI/{Flow} /PUR/LGPE-RIVERSAMENTO/URI/{other} /PUR/LGPE-RIVERSAMENTO/URI/{Flow[..26]}"
        );

        Assert.Equal([Flow, other], all.Select(r => r.Value));
        Assert.Empty(RemittanceParser.ParseAll("CANONE LOCAZIONE"));
    }

    [Theory]
    [InlineData("PUR LGPE-RIVERSAMENTO URI " + Flow)]
    [InlineData(".PUR.LGPE-RIVERSAMENTO.URI." + Flow)]
    [InlineData("PURLGPE-RIVERSAMENTOURI" + Flow)]
    [InlineData("ACCREDITI VARI LGPE-RIVERSAMENTO URI " + Flow)]
    [InlineData("/PUR/LGPE- RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE -RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE - RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/L GPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSA\r\nMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/TXT/0/U\nRI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03- 04PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-0 4PSPAITM1XXX-S0042001 SEGUE")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-0 3-04PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/20 25-03-04PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04 PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAI TM1XXX-S0042001 ACCREDITO")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX- S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX -S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX - S0042001")]
    [InlineData("BONIFICO URI/" + Flow)]
    public void Damaged_texts_give_the_flow_repaired(string text) => Expect(text, RemittanceKind.Flow, Flow, Repaired);

    [Theory]
    [InlineData("RI1/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + " BONIFICO PER /PUR/LGPE-RIVERSAMENTO/URI/20 25-03-04PSPAITM1XXX-S0042001")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/20 25-03-04PSPAITM1XXX-S0042001 RI1/PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/" + Flow + " .PUR.LGPE-RIVERSAMENTO.URI.2025-03- TRXID: 88")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX-S00420 01 E POI /PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO BONIFICO /PUR/LGPE-RIVERSAMENTO/URI/" + Flow)]
    public void Of_two_copies_the_better_one_is_read(string text) => Expect(text, RemittanceKind.Flow, Flow, Exact);

    [Theory]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025", "2025")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-", "2025-03-")]
    [InlineData("X.PUR.LGPE-RIVERSAMENTO.URI.2025-03- TRXID: 88", "2025-03-")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04", "2025-03-04")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04 ACCREDITO ENTE", "2025-03-04")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1", "2025-03-04PSPAITM1")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX-", "2025-03-04PSPAITM1XXX-")]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-03-04PSPAITM1XXX- FINE TESTO", "2025-03-04PSPAITM1XXX-")]
    [InlineData("ACCREDITI VARI LGPE-RIVERSAMENTO/URI/2023-01-01 ABC123", "2023-01-01ABC123")]
    public void What_is_left_of_a_cut_id_is_called_truncated(string text, string value) =>
        Expect(text, RemittanceKind.Flow, value, Truncated);

    [Theory]
    [InlineData("2015-07-15xxxxxxxx-0000000001")]
    [InlineData("2015-07-15xxxxxxxx-10_22_33_444")]
    [InlineData("2021-11-2188888888888-AABB648200001295")]
    [InlineData("2025-01-2960000000001-S166691700")]
    [InlineData("2025-01-29AGID_01-S166691700")]
    public void Every_published_shape_of_id_is_read(string id) =>
        Expect("/PUR/LGPE-RIVERSAMENTO/TXT/1/URI/" + id + "/", RemittanceKind.Flow, id, Exact);

    [Theory]
    [InlineData("/RFB/9876096598656344", "9876096598656344", null, Exact)]
    [InlineData("/RFB/9876096598656344/12.34/TXT/Richiesta certificato", "9876096598656344", 1234L, Exact)]
    [InlineData("/RFB/02000000000810908/1500.5", "02000000000810908", 150050L, Exact)]
    [InlineData("/RFB/02000000000810908/20250304", "02000000000810908", null, Exact)]
    [InlineData("/RFB/02000000000810908/TXT/Integrazione", "02000000000810908", null, Exact)]
    [InlineData("/RFS/RF23 5674 8393 7849 4505 5087 5/45.56", "RF23567483937849450550875", 4556L, Exact)]
    [InlineData("/RFS/RF18 5390 0754 7034/45.56/TXT/Integrazione", "RF18539007547034", 4556L, Exact)]
    [InlineData("/RFS/RF18539007547034 SALDO", "RF18539007547034", null, Exact)]
    [InlineData("/RFS/RF18 5390 0754 7034 SALDO 2025", "RF18539007547034", null, Exact)]
    [InlineData("RFS/123456789012345", "123456789012345", null, Exact)]
    [InlineData("RFB/RF18123456789012345", "RF18123456789012345", null, Exact)]
    [InlineData("BONIFICO DI ROSSI MARIO RFA/123456789012345 SALDO", "123456789012345", null, Exact)]
    [InlineData("/RFS/RF1853900 7547034/10.00", "RF18539007547034", 1000L, Repaired)]
    [InlineData("/RFB/02000000 000810908/1.00", "02000000000810908", 100L, Repaired)]
    [InlineData("RFB 123456789012345", "123456789012345", null, Repaired)]
    [InlineData(".RFB.123456789012345.TXT.X", "123456789012345", null, Repaired)]
    public void Single_transfers_give_the_iuv(string text, string iuv, long? cents, RemittanceConfidence confidence)
    {
        Expect(text, RemittanceKind.Iuv, iuv, confidence);
        RemittanceParser.Parse(text).AmountCents.ShouldBe(cents);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("GIROCONTO TESORERIA")]
    [InlineData("RFC/123456789012345")]
    [InlineData("PERFSO/123456789012345")]
    [InlineData("/RFB/12345")]
    [InlineData("/RFB/123456789012345678")]
    [InlineData("/RFB/12345678901234A")]
    [InlineData("/RFB/")]
    [InlineData("TURISMO URI SPA 2025")]
    [InlineData("AFFITTO SECURITY/2025-03-04AAA-1")]
    [InlineData("2025-03-04 BONIFICO DA ROSSI")]
    public void Other_texts_give_no_reference(string? text)
    {
        RemittanceParser.Parse(text).ShouldBe(RemittanceReference.None);
        RemittanceParser.IsPagoPa(text).ShouldBeFalse();
    }

    [Theory]
    [InlineData("/PUR/LGPE/RIVERSAMENTO/XXXXXXXXXXX", false)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/XXXXXXXXXXX", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2025-13-04AAA-1", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/20A5", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/2", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/11", true)]
    [InlineData("/PUR/LGPE-RIVERSAMENTO/URI/1128-28BCITITMM-11", true)]
    [InlineData("INCASSI PAGOPA", true)]
    [InlineData("Riversamento pagoPA nodo", true)]
    [InlineData("PAGOPA -28BCITITMM-0000000003", true)]
    [InlineData("ACCREDITO PagoPA GENERICO", true)]
    [InlineData("INCASSI PAGO PA DEL 3/4", true)]
    [InlineData("incassi pago-PA", true)]
    [InlineData("(PAGO\r\nPA)", true)]
    [InlineData("RIF123PAGOPA456", true)]
    [InlineData("PAGOPARTE SRL", false)]
    [InlineData("PAGO PARTE DELLA RATA", false)]
    [InlineData("RIPAGO PA", false)]
    [InlineData("APPAGOPA", false)]
    [InlineData("PAG OPA AZIONI", false)]
    [InlineData("VI PAGO P A RATE", false)]
    [InlineData("NON PAGO", false)]
    public void A_keyword_without_an_id_gives_no_reference_either(string text, bool isPagoPa)
    {
        RemittanceParser.Parse(text).Kind.ShouldBe(RemittanceKind.None);
        RemittanceParser.IsPagoPa(text).ShouldBe(isPagoPa);
    }

    private static void Expect(string text, RemittanceKind kind, string value, RemittanceConfidence confidence)
    {
        var found = RemittanceParser.Parse(text);
        (found.Kind, found.Value, found.Confidence).ShouldBe((kind, value, confidence));
        RemittanceParser.IsPagoPa(text).ShouldBeTrue();
    }
}
