using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>Elements of the flow's namespace, all of them qualified, with the schema's limits.</summary>
internal sealed class FlussoElements(XmlWriter xml, string prefix)
{
    public void Open(string name) => xml.WriteStartElement(prefix, name, FlussoRiversamentoReader.Namespace);

    public void Close() => xml.WriteEndElement();

    public void Leaf(string name, string value) => xml.WriteElementString(prefix, name, FlussoRiversamentoReader.Namespace, value);

    public void Code(string name, string value, int lengthMax)
    {
        var code = WireText.Clean(value);
        if (code.Length == 0 || code.Length > lengthMax)
            throw new ArgumentException($"{name} must have 1 to {lengthMax} characters.", name);
        Leaf(name, code);
    }

    public void Amount(string name, long cents, bool isZeroAllowed)
    {
        if (cents > WireAmount.CentsMax || cents < (isZeroAllowed ? 0 : 1))
            throw new ArgumentException($"{name} must be between {(isZeroAllowed ? "0.00" : "0.01")} and 999999999.99.", name);
        Leaf(name, WireAmount.Format(cents));
    }
}
