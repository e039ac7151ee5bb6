using PagoDigitale.Documents.Receipts;
using PagoDigitale.Documents.Tests.Kit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Receipts;

public sealed class ReceiptRendererTests
{
    [Fact]
    public void The_printed_copy_shows_every_prescribed_field()
    {
        var text = Tools.Text(Given.Rendered(Given.Receipt), "-layout");

        foreach (
            var expected in (string[])
                [
                    "pagoPA",
                    "02/07/2026, ore 00:30:05",
                    "03/07/2026",
                    "99999000013",
                    "Comune di Prova",
                    "02032002700000251",
                    "Banca di Prova S.p.A.",
                    "01234567890",
                    "c110729d258c4ab1b765fe902aae41d6",
                    "Euro 1.020,99",
                    "Retta mensa scolastica",
                    "Mario Rossi",
                    "FFFCST83A15L113V",
                ]
        )
        {
            text.ShouldContain(expected);
        }
    }

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", "29/03/2026, ore 01:59:59")]
    [InlineData("2026-03-29T01:00:00Z", "29/03/2026, ore 03:00:00")]
    [InlineData("2026-10-25T00:59:59Z", "25/10/2026, ore 02:59:59")]
    [InlineData("2026-10-25T01:00:00Z", "25/10/2026, ore 02:00:00")]
    [InlineData("2026-12-31T23:30:00Z", "01/01/2027, ore 00:30:00")]
    public void The_operation_is_dated_by_the_clock_of_Rome(string instant, string expected)
    {
        var paidAt = DateTimeOffset.Parse(instant, System.Globalization.CultureInfo.InvariantCulture);

        Tools.Text(Given.Rendered(Given.Receipt with { PaidAt = paidAt })).ShouldContain(expected);
    }

    [Fact]
    public void The_fee_is_shown_apart_from_the_amount()
    {
        var text = Tools.Text(Given.Rendered(Given.Receipt with { FeeCents = 150 }), "-layout");

        text.ShouldContain("Commissione del prestatore (esclusa dall’importo)");
        text.ShouldContain("Euro 1,50");
        text.ShouldContain("Euro 1.020,99");
        Tools.Text(Given.Rendered(Given.Receipt)).ShouldNotContain("Commissione");
    }

    [Fact]
    public void An_old_receipt_without_the_providers_fiscal_code_leaves_the_line_out()
    {
        Tools.Text(Given.Rendered(Given.Receipt with { PspFiscalCode = null })).ShouldNotContain("Codice fiscale del prestatore");
    }

    [Fact]
    public void A_payment_outside_the_node_is_attested_with_nothing_that_only_the_node_knows()
    {
        var pdf = Given.Rendered(Given.Receipt with { IsOutsideNode = true, NoticeNumber = "302032002700000251", FeeCents = 150 });
        const string noReceipt = "non ne esiste una ricevuta telematica. L’avviso indicato non deve più essere pagato.";

        Tools
            .Text(pdf, "-raw")
            .ReplaceLineEndings("\n")
            .TrimEnd('\f', '\n')
            .ShouldBe(
                $"""
                ATTESTAZIONE DI PAGAMENTO
                Retta mensa scolastica
                ENTE CREDITORE 99999000013
                Comune di Prova
                DEBITORE FFFCST83A15L113V
                Mario Rossi
                PAGAMENTO Euro 1.020,99
                Importo Euro 1.020,99
                Data del pagamento 02/07/2026
                Modalità Fuori dal nodo pagoPA
                Causale Retta mensa scolastica
                Identificativo univoco di versamento (IUV) 02032002700000251
                Codice Avviso 3020 3200 2700 0002 51
                Pagamento registrato dall’ente creditore fuori dal nodo pagoPA: {noReceipt}
                """
            );
        PageWords.Collisions(pdf).ShouldBeEmpty();
        Tools.Check(pdf).ShouldContain("No syntax or stream encoding errors found");
    }

    [Fact]
    public void The_attestation_says_what_the_organization_said()
    {
        var reason = string.Join(' ', Enumerable.Repeat("sportello", 28));
        var pdf = Given.Rendered(Given.Receipt with { IsOutsideNode = true, OutsideReason = reason, OutsideReference = "Quietanza 3381" });

        var text = Tools.Text(pdf, "-raw").ReplaceLineEndings(" ");
        text.ShouldContain(
            $"Modalità Fuori dal nodo pagoPA Annotazione dell’ente {reason} Riferimento del pagamento Quietanza 3381 Causale"
        );
        PageWords.Collisions(pdf).ShouldBeEmpty();
        Tools
            .Text(Given.Rendered(Given.Receipt with { OutsideReason = reason }), "-raw")
            .ShouldNotContain("sportello", customMessage: "what the node received is told by the node");
    }

    [Fact]
    public void What_a_credit_paid_says_so_and_names_the_payment_it_comes_from()
    {
        var pdf = Given.Rendered(
            Given.Receipt with
            {
                IsOfCredit = true,
                OutsideReason = "Richiesta del debitore",
                OutsideReference = "c110729d258c4ab1",
            }
        );

        var text = Tools.Text(pdf, "-raw").ReplaceLineEndings(" ");
        text.ShouldContain("ATTESTAZIONE DI PAGAMENTO");
        text.ShouldContain(
            "Modalità Con la somma dovuta in restituzione di un altro pagamento Annotazione dell’ente Richiesta del debitore "
                + "Riferimento del pagamento c110729d258c4ab1"
        );
        text.ShouldContain("ha imputato a questo avviso la somma dovuta in restituzione");
        text.ShouldNotContain("rendicontazione");
        PageWords.Collisions(pdf).ShouldBeEmpty();
    }

    [Fact]
    public void The_file_is_sound_and_always_the_same()
    {
        var pdf = Given.Rendered(Given.Receipt with { OrganizationLogo = Pictures.GrayJpeg });

        Tools.Check(pdf).ShouldContain("No syntax or stream encoding errors found");
        Given.Rendered(Given.Receipt with { OrganizationLogo = Pictures.GrayJpeg }).ShouldBe(pdf);
    }

    [Fact]
    public void Long_texts_never_overlap_nor_leave_the_page()
    {
        var text = string.Concat(Enumerable.Repeat("WWWWWWWWWWWWWW ", 30));
        var pdf = Given.Rendered(
            Given.Receipt with
            {
                OrganizationName = text,
                DebtorName = text,
                Subject = text,
                PspName = text,
                ReceiptId = text,
                Iuv = text,
                NoticeNumber = text,
                PspFiscalCode = text,
                DebtorFiscalCode = text,
                ChannelDescription = text,
                PayerName = text,
                PayerFiscalCode = text,
                FeeCents = 1,
            }
        );

        PageWords.Collisions(pdf).ShouldBeEmpty();
        PageWords.Of(pdf).ShouldAllBe(word => word.Left >= 28 && word.Right <= 568 && word.Bottom <= 842 - 28);
    }

    [Theory]
    [InlineData(nameof(ReceiptData.PspName))]
    [InlineData(nameof(ReceiptData.ReceiptId))]
    [InlineData(nameof(ReceiptData.Iuv))]
    [InlineData(nameof(ReceiptData.OrganizationName))]
    public void A_receipt_that_lacks_a_prescribed_field_is_refused(string field)
    {
        var data = Given.Receipt with { };
        typeof(ReceiptData).GetProperty(field)!.SetValue(data, " ");
        using var output = new MemoryStream();

        Should.Throw<DocumentRefusedException>(() => new ReceiptRenderer().Render(data, output)).Field.ShouldBe(field);

        output.Length.ShouldBe(0);
    }

    [Fact]
    public void An_amount_that_was_not_paid_is_refused()
    {
        ReceiptCheck
            .Faults(Given.Receipt with { AmountCents = 0, FeeCents = -1 })
            .Select(fault => fault.Field)
            .ShouldBe(["AmountCents", "FeeCents"]);
    }
}
