using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>1 to 15 entries or no element at all. Repeated keys are kept: published examples have them.</summary>
internal static class MetadataXml
{
    private const int EntriesMax = 15;

    public static WireList<MetadataEntry> Read(XmlCursor cursor)
    {
        if (!cursor.TryEnter("metadata"))
            return [];
        var entries = new List<MetadataEntry>();
        do
        {
            if (entries.Count == EntriesMax)
                throw cursor.Fail("mapEntry", WireTexts.TooOften.With(EntriesMax));
            cursor.Enter("mapEntry");
            entries.Add(new MetadataEntry(cursor.Text("key", 140), cursor.Text("value", 140)));
            cursor.Leave();
        } while (cursor.IsAt("mapEntry"));
        cursor.Leave();
        return [.. entries];
    }

    public static void Write(XmlBytes xml, WireList<MetadataEntry> entries)
    {
        if (entries.Count == 0)
            return;
        if (entries.Count > EntriesMax)
            throw new ArgumentException($"metadata holds at most {EntriesMax} entries.", nameof(entries));
        xml.Open("metadata");
        foreach (var entry in entries)
        {
            xml.Open("mapEntry");
            xml.Code("key", entry.Key, 140);
            xml.Text("value", entry.Value, 140);
            xml.Close("mapEntry");
        }

        xml.Close("metadata");
    }
}
