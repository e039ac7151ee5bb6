namespace PagoDigitale.Documents.Pdf;

/// <summary>Writes the structure tree, the links it owns, and the tree that leads from page content back to it.</summary>
internal sealed class PdfStructureWriter(PdfDocument document, PdfBuffer body, Action<int> begin, Action end)
{
    private readonly List<PdfStructure.Element> _elements = document.Structure.Elements;
    private int _documentNumber;
    private int _parentTreeNumber;

    public void Allocate(Func<int> allocate)
    {
        _documentNumber = allocate();
        _parentTreeNumber = allocate();
        foreach (var element in _elements)
        {
            element.ObjectNumber = allocate();
            if (element.Link is not null)
                element.LinkObjectNumber = allocate();
        }
    }

    public void Write(int root, int[] pageNumbers)
    {
        var links = _elements.Where(element => element.Link is not null).ToList();
        foreach (var element in _elements)
            WriteElement(element, pageNumbers[element.Page]);
        for (var i = 0; i < links.Count; i++)
            WriteLink(links[i], pageNumbers.Length + i);

        begin(_documentNumber);
        body.Write("<</Type/StructElem/S/Document/P "u8);
        body.Reference(root);
        body.Write("/K["u8);
        WriteReferences(_elements);
        body.Write("]>>"u8);
        end();

        begin(_parentTreeNumber);
        body.Write("<</Nums["u8);
        foreach (var page in document.Pages)
        {
            body.Integer(page.Index);
            body.Byte('[');
            WriteReferences(page.Elements);
            body.Byte(']');
        }
        for (var i = 0; i < links.Count; i++)
        {
            body.Byte(' ');
            body.Integer(pageNumbers.Length + i);
            body.Byte(' ');
            body.Reference(links[i].ObjectNumber);
        }
        body.Write("]>>"u8);
        end();

        begin(root);
        body.Write("<</Type/StructTreeRoot/K "u8);
        body.Reference(_documentNumber);
        body.Write("/ParentTree "u8);
        body.Reference(_parentTreeNumber);
        body.Write("/ParentTreeNextKey "u8);
        body.Integer(pageNumbers.Length + links.Count);
        body.Write(">>"u8);
        end();
    }

    private void WriteElement(PdfStructure.Element element, int page)
    {
        begin(element.ObjectNumber);
        body.Write("<</Type/StructElem/S"u8);
        body.Write(PdfTags.Name(element.Tag));
        body.Write("/P "u8);
        body.Reference(_documentNumber);
        body.Write("/Pg "u8);
        body.Reference(page);
        if (element.Alternative is { } alternative)
        {
            body.Write("/Alt "u8);
            body.TextString(alternative);
        }
        body.Write("/K"u8);
        body.Write(element.Link is null ? " "u8 : "["u8);
        body.Integer(element.ContentId);
        if (element.Link is not null)
        {
            body.Write("<</Type/OBJR/Obj "u8);
            body.Reference(element.LinkObjectNumber);
            body.Write(">>]"u8);
        }
        body.Write(">>"u8);
        end();
    }

    private void WriteLink(PdfStructure.Element element, int parentKey)
    {
        var link = element.Link!;
        begin(element.LinkObjectNumber);
        body.Write("<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect["u8);
        body.Number(link.Left);
        body.Number(link.Bottom);
        body.Number(link.Right);
        body.Number(link.Top);
        body.Write("]/StructParent "u8);
        body.Integer(parentKey);
        body.Write("/Contents "u8);
        body.TextString(element.Alternative ?? link.Target);
        body.Write("/A<</S/URI/URI("u8);
        foreach (var c in link.Target)
            body.LiteralByte((byte)c);
        body.Write(")>>>>"u8);
        end();
    }

    private void WriteReferences(List<PdfStructure.Element> elements)
    {
        foreach (var element in elements)
        {
            body.Reference(element.ObjectNumber);
            body.Byte(' ');
        }
    }
}
