using System.Xml.Linq;
using PagoDigitale.Core.Languages;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>
/// An element read by the names of its children, wherever they stand and whatever namespace they are in, noting what the
/// schema would not have. What is required must be there, and what amounts and identifiers depend on must be right: without
/// either there is no receipt to speak of.
/// </summary>
internal sealed partial class LooseElement(XElement element, string path, List<ReceiptDeviation> deviations)
{
    private const int DeviationsMax = 50;
    private const string Blanks = " \t\r\n";

    /// <summary>Compares the children with the schema's sequence: what is unknown, repeated or in another place is noted.</summary>
    public LooseElement Follow(string[] sequence)
    {
        var last = -1;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var child in element.Elements())
        {
            var place = Array.IndexOf(sequence, child.Name.LocalName);
            if (place < 0)
                Note(ReceiptDeviation.UnexpectedElement, child.Name.LocalName, ReceiptDeviationTexts.Unknown);
            else if (!seen.Add(child.Name.LocalName) && child.Name.LocalName is not ("transfer" or "mapEntry"))
                Note(ReceiptDeviation.UnexpectedElement, child.Name.LocalName, ReceiptDeviationTexts.Repeated);
            else if (place < last)
                Note(ReceiptDeviation.MisplacedElement, child.Name.LocalName, ReceiptDeviationTexts.Misplaced);
            else if (child.Name.NamespaceName.Length > 0)
                Note(ReceiptDeviation.MisplacedElement, child.Name.LocalName, ReceiptDeviationTexts.Qualified);
            last = Math.Max(last, place);
        }
        if (element.Nodes().OfType<XText>().Any(t => t.Value.AsSpan().ContainsAnyExcept(Blanks)))
            Note(ReceiptDeviation.UnexpectedElement, ReceiptDeviationTexts.LooseText.With(path));
        return this;
    }

    public LooseElement? Optional(string name) => Find(name) is { } child ? new(child, Path(name), deviations) : null;

    public LooseElement Required(string name) => Optional(name) ?? throw Missing(name);

    public IReadOnlyList<LooseElement> All(string name) =>
        [.. element.Elements().Where(e => e.Name.LocalName == name).Select(e => new LooseElement(e, Path(name), deviations))];

    public bool Has(string name) => Find(name) is not null;

    /// <summary>The one element of that name; of two that say different things nobody knows which is meant.</summary>
    public string Essential(string name, int lengthMax)
    {
        var found = element.Elements().Where(e => e.Name.LocalName == name).ToList();
        if (found.Count == 0)
            throw Missing(name);
        var values = found.Select(e => e.HasElements ? throw Fail(name, WireTexts.NotTextOnly) : Compact(e.Value)).Distinct().ToList();
        if (values.Count > 1)
            throw Fail(name, WireTexts.Ambiguous);
        if (values[0].Length == 0)
            throw Fail(name, WireTexts.Empty);
        return WireText.CodePoints(values[0]) <= lengthMax ? values[0] : throw Fail(name, WireTexts.TooLong.With(lengthMax));
    }

    /// <summary>One that may be longer than the schema has it, as long as it can be kept whole: cut, it would be another.</summary>
    public string EssentialLong(string name, int lengthOfSchema, int lengthMax)
    {
        var value = Essential(name, lengthMax);
        if (WireText.CodePoints(value) > lengthOfSchema)
            Note(ReceiptDeviation.ValueOutOfSchema, name, WireTexts.TooLong.With(lengthOfSchema));
        return value;
    }

    public string EssentialDigits(string name, int length)
    {
        var value = Essential(name, int.MaxValue);
        return value.Length == length && !value.AsSpan().ContainsAnyExceptInRange('0', '9')
            ? value
            : throw Fail(name, WireTexts.NotDigits.With(length));
    }

    public long EssentialAmount(string name, long centsMin) =>
        WireAmount.TryParse(Essential(name, int.MaxValue), out var cents) && cents >= centsMin
            ? cents
            : throw Fail(name, WireTexts.NotAmountFrom.With(WireAmount.Format(centsMin)));

    public int EssentialInteger(string name, int min, int max) =>
        int.TryParse(Essential(name, int.MaxValue), System.Globalization.NumberStyles.None, null, out var value)
        && value >= min
        && value <= max
            ? value
            : throw Fail(name, WireTexts.OutOfRange.With(min, max));

    public bool EssentialOutcome(string name) =>
        Essential(name, int.MaxValue) switch
        {
            "OK" => true,
            "KO" => false,
            _ => throw Fail(name, WireTexts.NoneOf.With("OK, KO")),
        };

    public WireFormatException Fail(string name, Message problem) => WireFormatException.Of(Path(name), problem);

    public WireFormatException Missing(string name) => Fail(name, WireTexts.Missing);

    private XElement? Find(string name) => element.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    private void Note(string code, string name, Message problem) =>
        Note(code, ReceiptDeviationTexts.Element.With(Path(XmlCursor.Clip(name)), problem));

    private void Note(string code, Message description)
    {
        if (deviations.Count < DeviationsMax)
            deviations.Add(new(code, description));
    }

    private string Path(string name) => $"{path}/{name}";

    // Load tests of the node send identifiers broken over lines and indented.
    private static string Compact(string value) =>
        value.AsSpan().ContainsAny("\t\r\n") ? string.Concat(value.Where(c => !Blanks.Contains(c))) : value.Trim(' ');
}
