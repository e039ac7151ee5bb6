using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.PaForNode;

/// <summary>What transfer lists have in common: one to five transfers, numbered 1 to 5.</summary>
internal static class TransferListXml
{
    private const int TransfersMax = 5;

    public static WireList<T> Read<T>(XmlCursor cursor, Func<XmlCursor, T> readTransfer)
    {
        cursor.Enter("transferList");
        var transfers = new List<T>(1);
        do
        {
            if (transfers.Count == TransfersMax)
                throw cursor.Fail("transfer", WireTexts.TooOften.With(TransfersMax));
            cursor.Enter("transfer");
            transfers.Add(readTransfer(cursor));
            cursor.Leave();
        } while (cursor.IsAt("transfer"));
        cursor.Leave();
        return [.. transfers];
    }

    public static void Write<T>(XmlBytes xml, WireList<T> transfers, Action<XmlBytes, T> writeTransfer)
    {
        if (transfers.Count is < 1 or > TransfersMax)
            throw new ArgumentException($"transferList holds 1 to {TransfersMax} transfers.", nameof(transfers));
        xml.Open("transferList");
        foreach (var transfer in transfers)
        {
            xml.Open("transfer");
            writeTransfer(xml, transfer);
            xml.Close("transfer");
        }

        xml.Close("transferList");
    }
}
