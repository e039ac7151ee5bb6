using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Documents.Pdf.Images;

namespace PagoDigitale.Documents.Pdf;

/// <summary>
/// Lays a document out as a file: a prelude shared by every document that uses the same fonts (header, colour profile, font subsets),
/// then what belongs to this document alone, then the cross-reference table.
/// </summary>
internal sealed class PdfWriter(PdfDocument document) : IDisposable
{
    private readonly PdfPrelude _prelude = PdfPrelude.For(document.Fonts);
    private readonly PdfBuffer _body = new(16384);
    private readonly List<int> _offsets = [];
    private readonly Dictionary<PdfImage, int> _images = [];
    private int _next;

    public ReadOnlySpan<byte> Prelude => _prelude.Bytes;

    public ReadOnlySpan<byte> Body => _body.Written;

    public void Write()
    {
        _next = _prelude.Offsets.Count + 1;
        int catalog = Allocate(),
            pages = Allocate(),
            info = Allocate(),
            metadata = Allocate(),
            root = Allocate();
        var pageNumbers = document.Pages.Select(_ => Allocate()).ToArray();
        var structure = new PdfStructureWriter(document, _body, Begin, End);
        structure.Allocate(Allocate);

        foreach (var page in document.Pages)
            WritePage(page, pages, pageNumbers[page.Index]);
        structure.Write(root, pageNumbers);
        WritePages(pages, pageNumbers);
        WriteInfo(info);
        WriteMetadata(metadata);
        WriteCatalog(catalog, pages, metadata, root);
        WriteTrailer(catalog, info);
    }

    public void Dispose() => _body.Dispose();

    private void WritePage(PdfPage page, int parent, int number)
    {
        var content = Allocate();
        Begin(content);
        _body.Write("<<"u8);
        _body.CompressedStream(page.Content.Written, CompressionLevel.Fastest);
        End();
        foreach (var image in page.Images.Where(image => !_images.ContainsKey(image)))
            _images.Add(image, WriteImage(image));

        Begin(number);
        _body.Write("<</Type/Page/Parent "u8);
        _body.Reference(parent);
        _body.Write("/MediaBox[0 0 595.276 841.89]/Tabs/S/StructParents "u8);
        _body.Integer(page.Index);
        _body.Write("/Contents "u8);
        _body.Reference(content);
        _body.Write("/Resources<</Font "u8);
        _body.Reference(_prelude.FontsNumber);
        if (page.Images.Count > 0)
        {
            _body.Write("/XObject<<"u8);
            for (var i = 0; i < page.Images.Count; i++)
            {
                _body.Write("/I"u8);
                _body.Integer(i);
                _body.Byte(' ');
                _body.Reference(_images[page.Images[i]]);
            }
            _body.Write(">>"u8);
        }
        _body.Write(">>"u8);
        var links = page.Elements.Where(element => element.Link is not null).ToList();
        if (links.Count > 0)
        {
            _body.Write("/Annots["u8);
            foreach (var link in links)
            {
                _body.Reference(link.LinkObjectNumber);
                _body.Byte(' ');
            }
            _body.Byte(']');
        }
        _body.Write(">>"u8);
        End();
    }

    private int WriteImage(PdfImage image)
    {
        var mask = 0;
        if (image.Alpha is { } alpha)
        {
            mask = Allocate();
            Begin(mask);
            WriteImageDictionary(image, "/DeviceGray"u8);
            _body.Stream(alpha, "/Filter/FlateDecode"u8);
            End();
        }
        var number = Allocate();
        Begin(number);
        WriteImageDictionary(image, image.IsGray ? "/DeviceGray"u8 : "/DeviceRGB"u8);
        if (mask > 0)
        {
            _body.Write("/SMask "u8);
            _body.Reference(mask);
        }
        _body.Stream(image.Pixels, image.IsJpeg ? "/Filter/DCTDecode"u8 : "/Filter/FlateDecode"u8);
        End();
        return number;
    }

    private void WriteImageDictionary(PdfImage image, ReadOnlySpan<byte> colorSpace)
    {
        _body.Write("<</Type/XObject/Subtype/Image/Width "u8);
        _body.Integer(image.Width);
        _body.Write("/Height "u8);
        _body.Integer(image.Height);
        _body.Write("/BitsPerComponent 8/ColorSpace"u8);
        _body.Write(colorSpace);
    }

    private void WritePages(int number, int[] pageNumbers)
    {
        Begin(number);
        _body.Write("<</Type/Pages/Count "u8);
        _body.Integer(pageNumbers.Length);
        _body.Write("/Kids["u8);
        foreach (var page in pageNumbers)
        {
            _body.Reference(page);
            _body.Byte(' ');
        }
        _body.Write("]>>"u8);
        End();
    }

    private void WriteInfo(int number)
    {
        Begin(number);
        _body.Write("<</Title "u8);
        _body.TextString(document.Metadata.Title);
        _body.Write("/Author "u8);
        _body.TextString(document.Metadata.Author);
        _body.Write("/Producer "u8);
        _body.TextString(PdfMetadata.Producer);
        var date = document.Metadata.CreatedAt.ToUniversalTime().ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        _body.Write(Encoding.ASCII.GetBytes($"/CreationDate(D:{date}+00'00')/ModDate(D:{date}+00'00')>>"));
        End();
    }

    private void WriteMetadata(int number)
    {
        Begin(number);
        _body.Write("<</Type/Metadata/Subtype/XML"u8);
        _body.Stream(XmpPacket.For(document.Metadata), ""u8);
        End();
    }

    private void WriteCatalog(int number, int pages, int metadata, int root)
    {
        Begin(number);
        _body.Write("<</Type/Catalog/Pages "u8);
        _body.Reference(pages);
        _body.Write("/Metadata "u8);
        _body.Reference(metadata);
        _body.Write("/StructTreeRoot "u8);
        _body.Reference(root);
        _body.Write("/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>/Lang "u8);
        _body.TextString(document.Metadata.Language);
        _body.Write("/OutputIntents["u8);
        _body.Reference(_prelude.OutputIntentNumber);
        _body.Write("]>>"u8);
        End();
    }

    private void WriteTrailer(int catalog, int info)
    {
        // The identifier is a digest of what is particular to this document, so that the same input gives the same file.
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_body.Written, digest);
        var identifier = Convert.ToHexString(digest[..16]);
        var start = _prelude.Bytes.Length + _body.Length;
        _body.Write("xref\n0 "u8);
        _body.Integer(_next);
        _body.Write("\n0000000000 65535 f \n"u8);
        foreach (var offset in _prelude.Offsets)
            WriteEntry(offset);
        foreach (var offset in _offsets)
            WriteEntry(offset);
        _body.Write("trailer\n<</Size "u8);
        _body.Integer(_next);
        _body.Write("/Root "u8);
        _body.Reference(catalog);
        _body.Write("/Info "u8);
        _body.Reference(info);
        _body.Write(Encoding.ASCII.GetBytes($"/ID[<{identifier}><{identifier}>]>>\nstartxref\n{start}\n%%EOF\n"));
    }

    private void WriteEntry(long offset)
    {
        _body.PaddedInteger(offset, 10);
        _body.Write(" 00000 n \n"u8);
    }

    private int Allocate()
    {
        _offsets.Add(0);
        return _next++;
    }

    private void Begin(int number)
    {
        _offsets[number - _prelude.Offsets.Count - 1] = _prelude.Bytes.Length + (int)_body.Length;
        _body.Integer(number);
        _body.Write(" 0 obj\n"u8);
    }

    private void End() => _body.Write("\nendobj\n"u8);
}
