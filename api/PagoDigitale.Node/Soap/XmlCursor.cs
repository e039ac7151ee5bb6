using System.Text;
using System.Xml;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Node.Soap;

/// <summary>
/// Walks a document forwards, one expected element after the other: what is missing, out of order or too long is
/// refused where it stands. Between calls the reader rests on a start tag, an end tag or the end of the document.
/// A strict cursor also refuses empty optional elements, as the node does; a tolerant one takes them for absent.
/// </summary>
internal sealed partial class XmlCursor(XmlReader reader, bool isStrict = false)
{
    private const int NameLengthMax = 64;

    private readonly string[] _path = new string[SafeXml.DepthMax];
    private int _pathLength;

    public string LocalName => reader.LocalName;

    public string Namespace => reader.NamespaceURI;

    public bool IsEmpty => reader.IsEmptyElement;

    public bool IsElement => reader.NodeType == XmlNodeType.Element;

    public void Start() => CheckDepth(reader.MoveToContent());

    public bool IsAt(string name) => reader.NodeType == XmlNodeType.Element && reader.NamespaceURI.Length == 0 && reader.LocalName == name;

    public bool IsAt(string name, string ns) =>
        reader.NodeType == XmlNodeType.Element && reader.LocalName == name && reader.NamespaceURI == ns;

    public void Enter(string name)
    {
        Expect(name);
        Descend(name);
    }

    public bool TryEnter(string name)
    {
        if (!IsAt(name))
            return false;
        Descend(name);
        return true;
    }

    public void Enter(string name, string ns)
    {
        if (!IsAt(name, ns))
            throw Fail(name, Found(WireTexts.NotInNamespace.With(ns)));
        Descend(name);
    }

    /// <summary>Enters the current element whatever its name.</summary>
    public void EnterAny() => Descend(Clip(reader.LocalName));

    public void Leave()
    {
        if (reader.NodeType != XmlNodeType.EndElement)
            throw Fail(Clip(reader.LocalName), WireTexts.Unexpected);
        _pathLength--;
        Advance();
    }

    /// <summary>Reads to the end, so that a truncated document is never taken for a whole one.</summary>
    public void Finish()
    {
        if (!reader.EOF)
            throw Fail(Clip(reader.LocalName), WireTexts.AfterTheEnd);
    }

    /// <summary>Passes over the current element and everything in it.</summary>
    public void Skip()
    {
        var depth = reader.Depth;
        if (!reader.IsEmptyElement)
        {
            do CheckDepth(reader.Read() ? reader.NodeType : XmlNodeType.None);
            while (reader.Depth > depth || reader.NodeType != XmlNodeType.EndElement);
        }

        Advance();
    }

    public WireFormatException Fail(string element, Message problem) =>
        WireFormatException.Of(string.Join('/', [.. _path[.._pathLength], element]), problem);

    private void Expect(string name)
    {
        if (IsAt(name))
            return;
        throw reader.NodeType == XmlNodeType.Element && reader.LocalName == name
            ? Fail(name, WireTexts.Qualified)
            : Fail(name, Found(WireTexts.Missing));
    }

    private void Descend(string name)
    {
        if (reader.IsEmptyElement)
            throw Fail(name, WireTexts.Empty);
        if (_pathLength == _path.Length)
            throw TooDeep();
        _path[_pathLength++] = name;
        Advance();
    }

    private string Content(string name)
    {
        if (reader.IsEmptyElement)
        {
            Advance();
            return string.Empty;
        }

        reader.Read();
        var content = string.Empty;
        StringBuilder? pieces = null;
        while (reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType is not (XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace))
                throw Fail(name, WireTexts.NotTextOnly);
            if (content.Length == 0)
                content = reader.Value;
            else
                (pieces ??= new StringBuilder(content)).Append(reader.Value);
            reader.Read();
        }

        Advance();
        return pieces?.ToString() ?? content;
    }

    private void Advance()
    {
        reader.Read();
        CheckDepth(reader.MoveToContent());
    }

    private void CheckDepth(XmlNodeType at)
    {
        if (at == XmlNodeType.Element && reader.Depth >= SafeXml.DepthMax)
            throw TooDeep();
    }

    private static WireFormatException TooDeep() => new(WireTexts.TooDeep.With(SafeXml.DepthMax));

    private Message Found(Message problem) =>
        reader.NodeType switch
        {
            XmlNodeType.Element => WireTexts.ElementInstead.With(problem, Clip(reader.LocalName)),
            XmlNodeType.EndElement or XmlNodeType.None => problem,
            _ => WireTexts.TextInstead.With(problem),
        };

    internal static string Clip(string name) => Clipped.To(name, NameLengthMax);
}
