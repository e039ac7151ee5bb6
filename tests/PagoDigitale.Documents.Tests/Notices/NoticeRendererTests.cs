using System.Text;
using PagoDigitale.Documents.Notices;
using PagoDigitale.Documents.Tests.Kit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Notices;

public sealed class NoticeRendererTests
{
    [Fact]
    public void A_notice_says_what_was_approved()
    {
        var text = Tools.Text(Given.Rendered(Given.Notice), "-raw").TrimEnd('\f', '\n') + "\n";

        text.ShouldBe(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Notices", "OneInstalment.approved.txt")));
    }

    [Fact]
    public void The_code_on_the_page_is_read_by_a_camera()
    {
        Tools.ReadCodes(Given.Rendered(Given.Notice)).ShouldBe("PAGOPA|002|302032002700000251|99999000013|102099");
    }

    [Theory]
    [InlineData(1, "|01")]
    [InlineData(9_999_999_999, "|9999999999")]
    public void The_smallest_and_the_largest_amounts_are_read_by_a_camera(long amountCents, string end)
    {
        Tools.ReadCodes(Given.Rendered(Given.Notice with { AmountCents = amountCents })).ShouldEndWith(end);
    }

    [Fact]
    public void The_file_is_sound()
    {
        var pdf = Given.Rendered(
            Given.Notice with
            {
                OrganizationLogo = Pictures.InterlacedPng,
                PaymentLink = "https://paga.prova.it/n/(1)?a=1&b=2",
            }
        );

        Tools.Check(pdf).ShouldContain("No syntax or stream encoding errors found");
        var info = Tools.Info(pdf);
        info.ShouldContain("Tagged:          yes");
        info.ShouldContain("(A4)");
        info.ShouldContain("Pages:           1");
        info.ShouldContain("PDF version:     1.7");
    }

    [Fact]
    public void Every_font_is_an_embedded_subset_that_leads_back_to_Unicode()
    {
        var fonts = Tools.Fonts(Given.Rendered(Given.Notice)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(2).ToList();

        fonts.Count.ShouldBe(4);
        fonts.ShouldAllBe(line =>
            line.Contains("CID TrueType", StringComparison.Ordinal) && line.Contains("yes yes yes", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void The_same_data_give_the_same_bytes_on_every_thread()
    {
        var expected = Given.Rendered(Given.Notice);

        Enumerable
            .Range(0, 32)
            .AsParallel()
            .Select(_ => Given.Rendered(Given.Notice))
            .ToList()
            .ShouldAllBe(pdf => pdf.SequenceEqual(expected));
    }

    [Fact]
    public void Another_notice_gives_another_identifier()
    {
        var (one, other) = (Identifier(Given.Notice), Identifier(Given.Notice with { AmountCents = 102098 }));

        one.Length.ShouldBe(32);
        other.ShouldNotBe(one);
    }

    [Fact]
    public void Without_a_due_date_nothing_speaks_of_when()
    {
        var text = Tools.Text(Given.Rendered(Given.Notice with { DueDate = null }));

        text.ShouldContain("QUANTO PAGARE?");
        text.ShouldNotContain("QUANDO");
        text.ShouldNotContain("entro il");
        text.ShouldContain("Rata unica");
    }

    [Fact]
    public void An_instalment_of_a_plan_says_which_one_it_is_and_not_that_it_is_the_only_one()
    {
        var pdf = Given.Rendered(Given.Notice with { InstalmentNumber = 12, Subject = "Retta mensa scolastica 2026/2027 - rata 12 di 24" });

        Tools
            .Text(pdf, "-raw")
            .ShouldBe(
                File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Notices", "OneInstalment.approved.txt"))
                    .TrimEnd('\n')
                    .Replace("Rata unica", "Rata 12", StringComparison.Ordinal)
                    .Replace("2026/2027", "2026/2027 - rata 12 di 24", StringComparison.Ordinal) + "\n\f"
            );
        Tools
            .Text(Given.Rendered(Given.Notice with { InstalmentNumber = 1, DueDate = null }), "-raw")
            .ShouldContain("DATI PER IL PAGAMENTO Rata 1\n");
        PageWords.Collisions(pdf).ShouldBeEmpty();
    }

    [Fact]
    public void Optional_data_leave_no_trace_when_absent()
    {
        var text = Tools.Text(
            Given.Rendered(
                Given.Notice with
                {
                    Cbill = null,
                    DebtorFiscalCode = null,
                    DebtorAddress = null,
                    OrganizationSector = null,
                    OrganizationInfo = [],
                }
            )
        );

        text.ShouldNotContain("CBILL");
        text.ShouldNotContain("FFFCST83A15L113V");
        text.ShouldNotContain("Via Nazionale");
        text.ShouldNotContain("Settore");
    }

    [Fact]
    public void The_organizations_site_and_counter_are_named_when_it_has_them()
    {
        var text = Tools.Text(
            Given.Rendered(Given.Notice with { IsPayableOnOrganizationSite = true, OwnCounter = "Sportello di via Roma 1" }),
            "-raw"
        );

        text.ReplaceLineEndings(" ").ShouldContain("oppure sul sito di Comune di Prova, dal tuo Home Banking");
        text.ShouldContain("Sportello di via Roma 1");
    }

    [Fact]
    public void The_longest_line_of_codes_stays_a_core_subset()
    {
        var fonts = Tools.Fonts(
            Given.Rendered(Given.Notice with { DebtorFiscalCode = "RSSMRA80A01H501U", AmountCents = NoticeCheck.AmountCentsMax })
        );

        fonts.ShouldContain("PDCORE+RobotoMono-Bold");
        fonts.ShouldNotContain("PDWIDE");
    }

    [Fact]
    public void A_payment_link_can_be_followed()
    {
        var pdf = Encoding.Latin1.GetString(Given.Rendered(Given.Notice with { PaymentLink = "https://paga.prova.it/n/(1)?a=1&b=2" }));

        pdf.ShouldContain(@"/URI(https://paga.prova.it/n/\(1\)?a=1&b=2)");
    }

    [Fact]
    public void Accents_of_Europe_come_out_of_the_text_as_they_went_in()
    {
        const string name = "Đorđe Łukasiewicz Ñandú Þórsdóttir Müller D’Àvalos Šćepanović";

        Tools.Text(Given.Rendered(Given.Notice with { DebtorName = name }), "-raw").ShouldContain("Đorđe Łukasiewicz Ñandú");
        Tools.Text(Given.Rendered(Given.Notice with { DebtorName = "Nicolo\u0300 D\u2019Amico" }), "-raw").ShouldContain("Nicolò D’Amico");
        Tools
            .Text(Given.Rendered(Given.Notice with { Subject = "Mensa (A\\B) «però» 50% & <più> 10 €" }), "-raw")
            .ShouldContain("Mensa (A\\B) «però» 50% & <più> 10 €");
    }

    [Fact]
    public void What_the_typeface_lacks_shows_as_a_question_mark_or_as_its_plain_letter()
    {
        var text = Tools.Text(Given.Rendered(Given.Notice with { DebtorName = "李 Mario 😀 Xẍ\u0007\tRossi\r\nbis" }), "-raw");

        text.ShouldContain("? Mario ? Xx Rossi bis");
    }

    [Fact]
    public void A_long_subject_ends_with_an_ellipsis_at_ninety_characters()
    {
        var text = Tools
            .Text(Given.Rendered(Given.Notice with { Subject = string.Concat(Enumerable.Repeat("dieci car ", 20)) }), "-raw")
            .ReplaceLineEndings(" ");

        text.ShouldContain("dieci car…");
        text.ShouldNotContain(string.Concat(Enumerable.Repeat("dieci car ", 10)));
    }

    [Theory]
    [InlineData("Unione dei comuni dell’Appennino tosco-emiliano, delle valli del Reno, della Setta e del Savena ", " ")]
    [InlineData("WWWWWWWWWW", "")]
    [InlineData("WWWWWWWWWWWWWWWWWWW ", "")]
    public void Long_texts_never_overlap_nor_leave_the_page(string word, string end)
    {
        var text = string.Concat(Enumerable.Repeat(word, 30)) + end;
        var pdf = Given.Rendered(
            Given.Notice with
            {
                OrganizationName = text,
                OrganizationSector = text,
                OrganizationInfo = [text, text],
                DebtorName = text,
                DebtorAddress = $"{text[..45]}\n{text[..45]}\n{text[..45]}",
                Subject = text,
                OwnCounter = text,
                IsPayableOnOrganizationSite = true,
                AmountCents = NoticeCheck.AmountCentsMax,
                Cbill = "ABCDEFGHIJKLMNO",
                OrganizationLogo = Pictures.Jpeg,
                PaymentLink = "https://paga.prova.it",
            }
        );

        PageWords.Collisions(pdf).ShouldBeEmpty();
        PageWords.Of(pdf).ShouldAllBe(word => word.Left >= 28 && word.Right <= 568 && word.Bottom <= 842 - 28);
        Tools.ReadCodes(pdf).ShouldStartWith("PAGOPA|002|");
    }

    [Fact]
    public void An_ordinary_notice_has_no_overlaps()
    {
        PageWords.Collisions(Given.Rendered(Given.Notice)).ShouldBeEmpty();
    }

    [Fact]
    public void A_notice_costs_little_memory_and_few_bytes()
    {
        using var output = new MemoryStream(200_000);
        var renderer = new NoticeRenderer();
        renderer.Render(Given.Notice, output);
        var before = GC.GetAllocatedBytesForCurrentThread();

        output.SetLength(0);
        renderer.Render(Given.Notice, output);

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(64_000);
        output.Length.ShouldBeLessThan(64_000);
    }

    private static string Identifier(NoticeData data)
    {
        var pdf = Encoding.Latin1.GetString(Given.Rendered(data));
        var start = pdf.LastIndexOf("/ID[<", StringComparison.Ordinal) + 5;
        return pdf[start..pdf.IndexOf('>', start)];
    }
}
