using System.Buffers;
using PagoDigitale.Documents.Pdf;
using PagoDigitale.Documents.Pdf.Fonts;
using PagoDigitale.Documents.Tests.Kit;
using Shouldly;
using Xunit;

namespace PagoDigitale.Documents.Tests.Pdf;

public sealed class PdfDocumentTests
{
    [Fact]
    public void A_document_may_have_many_pages_links_and_a_hostile_title()
    {
        using var document = new PdfDocument(new PdfMetadata("Titolo <&> \u0001 (è) \ud800", "Ente \"A&B\"", Given.Now));
        for (var number = 1; number <= 3; number++)
        {
            var page = document.AddPage();
            using (page.Tagged(PdfTag.Heading1))
                page.DrawText(PdfFonts.TextBold, 20, 50, 80, $"Pagina {number}");
            using (page.Tagged(PdfTag.Link, "Sito"))
            {
                page.DrawText(PdfFonts.Text, 10, 50, 120, "Sito");
                page.AddLink(50, 110, 40, 12, new Uri("https://example.org/"));
            }
            page.DrawLine(50, 200, 200, 200, 1, PdfColor.Black);
        }
        var pdf = Saved(document);

        Tools.Check(pdf).ShouldContain("No syntax or stream encoding errors found");
        Tools.Info(pdf).ShouldContain("Pages:           3");
        Tools.Text(pdf).ShouldContain("Pagina 3");
    }

    [Fact]
    public void An_empty_page_is_a_document_too()
    {
        using var document = new PdfDocument(new PdfMetadata("Vuoto", "Ente", Given.Now));
        document.AddPage();

        Tools.Check(Saved(document)).ShouldContain("No syntax or stream encoding errors found");
    }

    [Fact]
    public void A_stream_and_a_buffer_get_the_same_bytes()
    {
        using var document = new PdfDocument(new PdfMetadata("Uguali", "Ente", Given.Now));
        document.AddPage().DrawText(PdfFonts.Code, 10, 50, 50, "ABC123");
        var buffer = new ArrayBufferWriter<byte>();
        document.Save(buffer);

        Saved(document).ShouldBe(buffer.WrittenSpan.ToArray());
    }

    [Fact]
    public void Bytes_with_a_meaning_in_strings_survive()
    {
        // Some glyph numbers are the codes of parentheses, backslash and carriage return: the whole ASCII range meets them all.
        var text = string.Concat(Enumerable.Range(0x21, 94).Select(code => (char)code));
        using var document = new PdfDocument(new PdfMetadata("Tutti", "Ente", Given.Now));
        document.AddPage().DrawText(PdfFonts.Code, 8, 30, 50, text);

        Tools.Text(Saved(document), "-raw").TrimEnd().ShouldBe(text);
    }

    [Fact]
    public void Tagged_pieces_do_not_nest_and_links_need_one()
    {
        using var document = new PdfDocument(new PdfMetadata("Regole", "Ente", Given.Now));
        var page = document.AddPage();

        Should.Throw<InvalidOperationException>(() => page.AddLink(0, 0, 1, 1, new Uri("https://example.org")));
        using (page.Tagged(PdfTag.Paragraph))
            Should.Throw<InvalidOperationException>(() => page.Tagged(PdfTag.Paragraph));
    }

    private static byte[] Saved(PdfDocument document)
    {
        using var output = new MemoryStream();
        document.Save(output);
        return output.ToArray();
    }
}
