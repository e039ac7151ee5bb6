using System.Xml.Linq;

namespace PagoDigitale.Node.Tests.Support;

/// <summary>One change to one element of a message, and the names a refusal may mention for it.</summary>
internal sealed record Mutation(string What, XDocument Envelope, string[] Names);

internal static class Mutations
{
    private static readonly int[] Lengths =
    [
        1,
        2,
        3,
        4,
        5,
        6,
        10,
        11,
        12,
        16,
        17,
        18,
        19,
        20,
        21,
        35,
        36,
        70,
        71,
        140,
        141,
        210,
        211,
        255,
        256,
        257,
    ];

    private static readonly string[] Values =
    [
        "0.00",
        "0.01",
        "11,34",
        "11.342",
        "11.3",
        "1219087657.34",
        "999999999.99",
        "1000000000.00",
        "-1.00",
        "+1.00",
        "1e3",
        ".10",
        "00000000000012.34",
        "2026-02-29",
        "2024-02-29",
        "2026-01-01Z",
        "2026-01-01+02:00",
        "01/02/2026",
        "2026-01-01T10:20:30",
        "2026-01-01T10:20:30.5Z",
        "2026-13-01T10:20:30",
        "true",
        "1",
        "0",
        "TRUE",
        "yes",
        "6",
        "01",
        "F",
        "M",
        "OK",
        "ok",
        "EQ",
        "POSTAL",
        "IT",
        "it",
        "ITA",
        "a@b",
        "a@b.it",
        "a b@c.it",
        "@c.it",
    ];

    public static IEnumerable<Mutation> OfStructure(byte[] envelope)
    {
        for (var i = 0; i < Fields(Schemas.Parse(envelope)).Count; i++)
        {
            yield return Change("remove", envelope, i, field => field.Remove());
            yield return Change("repeat", envelope, i, field => field.AddAfterSelf(new XElement(field)));
            yield return Change("rename", envelope, i, field => field.Name = field.Name.LocalName + "X");
            yield return Change("qualify", envelope, i, field => field.Name = XName.Get(field.Name.LocalName, "urn:other"));
            yield return Change("nest", envelope, i, field => field.Add(new XElement("nested", "1")));
            yield return Change("precede by text", envelope, i, field => field.AddBeforeSelf("text"));
            if (Fields(Schemas.Parse(envelope))[i].ElementsAfterSelf().Any())
                yield return Change(
                    "swap",
                    envelope,
                    i,
                    field =>
                    {
                        var next = field.ElementsAfterSelf().First();
                        next.Remove();
                        field.AddBeforeSelf(next);
                    }
                );
        }
    }

    public static IEnumerable<Mutation> OfValues(byte[] envelope)
    {
        var values = Values.Concat(Lengths.SelectMany(n => (string[])[new string('x', n), new string('7', n)])).ToArray();
        for (var i = 0; i < Fields(Schemas.Parse(envelope)).Count; i++)
        {
            if (Fields(Schemas.Parse(envelope))[i].HasElements)
                continue;
            foreach (var value in values)
                yield return Change($"set to {value}", envelope, i, field => field.Value = value);
        }
    }

    private static Mutation Change(string what, byte[] envelope, int index, Action<XElement> change)
    {
        var document = Schemas.Parse(envelope);
        var field = Fields(document)[index];
        var parent = field.Parent!.Name.LocalName;
        string[] names = [field.Name.LocalName, parent, .. field.ElementsAfterSelf().Take(1).Select(next => next.Name.LocalName)];
        var path = $"{parent}/{field.Name.LocalName}";
        change(field);
        return new Mutation($"{what}: {path}", document, names);
    }

    private static List<XElement> Fields(XDocument envelope) => [.. envelope.Descendants().Skip(3)];
}
