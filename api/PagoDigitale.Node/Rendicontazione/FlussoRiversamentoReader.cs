using System.Diagnostics.CodeAnalysis;
using System.Xml;
using PagoDigitale.Node.Soap;

namespace PagoDigitale.Node.Rendicontazione;

/// <summary>
/// Reads a rendicontazione as it streams: the header at once, then row by row. What makes a flow unusable (not XML, a
/// DTD, another root, no readable header) is an <see cref="Error"/>; everything else is an anomaly of a flow that is
/// kept, because it explains money already received. Never throws for what it reads; failures of the stream pass through.
/// </summary>
public sealed class FlussoRiversamentoReader : IDisposable
{
    /// <summary>The code of every refusal of a flow.</summary>
    public const string Unreadable = "rendicontazione-unreadable";

    internal const string Namespace = "http://www.digitpa.gov.it/schemas/2011/Pagamenti/";

    private readonly XmlReader _xml;
    private readonly XmlCursor _cursor;
    private readonly FlussoAnomalies _anomalies = new();
    private readonly FlussoTotals _totals;
    private bool _isRead;

    private FlussoRiversamentoReader(XmlReader xml)
    {
        _xml = xml;
        _cursor = new XmlCursor(xml);
        _totals = new FlussoTotals(_anomalies);
    }

    /// <summary>Absent exactly when the flow was refused before its rows.</summary>
    public FlussoRiversamento? Header { get; private set; }

    /// <summary>Set by opening, or by <see cref="ReadRows"/> when the document breaks off: look again after the last row.</summary>
    public WireError? Error { get; private set; }

    /// <summary>Complete after the last row.</summary>
    public IReadOnlyList<FlussoAnomaly> Anomalies => _anomalies.Items;

    public int ComputedCount => _totals.Count;

    public long ComputedAmountCents => _totals.AmountCents;

    [MemberNotNullWhen(true, nameof(Header))]
    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsOk => Error is null;

    /// <summary>The caller keeps the stream.</summary>
    public static FlussoRiversamentoReader Open(Stream xml) => Start(SafeXml.Open(xml, SafeXml.FlussoCharactersMax));

    public static FlussoRiversamentoReader Open(ReadOnlyMemory<byte> xml) => Start(SafeXml.Open(xml, SafeXml.FlussoCharactersMax));

    /// <summary>Reads a whole flow into memory: for flows of ordinary size.</summary>
    public static FlussoReading Read(ReadOnlyMemory<byte> xml)
    {
        using var reader = Open(xml);
        FlussoRow[] rows = [.. reader.ReadRows()];
        return reader.IsOk ? new(reader.Header, rows, reader.Anomalies, null) : new(null, [], reader.Anomalies, reader.Error);
    }

    /// <summary>The rows, once. Unreadable ones are left out and listed as invalid-row.</summary>
    public IEnumerable<FlussoRow> ReadRows()
    {
        if (_isRead)
            throw new InvalidOperationException("The rows of a flow can be read once.");
        _isRead = true;
        for (var number = 1; IsOk; number++)
        {
            var isRow = Guarded(() => FlussoRowXml.MoveToRow(_cursor, _anomalies));
            if (!isRow)
                break;
            var row = default(FlussoRow);
            if (!Guarded(() => FlussoRowXml.TryRead(_cursor, number, _anomalies, out row)) || row is null)
                continue;
            _anomalies.CheckRow(row);
            _totals.Add(row);
            yield return row;
        }

        if (IsOk && Guarded(Finish))
            _totals.Compare(Header);
    }

    public void Dispose() => _xml.Dispose();

    private static FlussoRiversamentoReader Start(XmlReader xml)
    {
        var reader = new FlussoRiversamentoReader(xml);
        reader.Guarded(reader.ReadHeader);
        return reader;
    }

    private bool ReadHeader()
    {
        _cursor.Start();
        _cursor.Enter("FlussoRiversamento", Namespace);
        Header = FlussoHeaderXml.Read(_cursor, _anomalies);
        _anomalies.CheckHeader(Header);
        return true;
    }

    private bool Finish()
    {
        _cursor.Leave();
        _cursor.Finish();
        return true;
    }

    private bool Guarded(Func<bool> step)
    {
        try
        {
            return step();
        }
        catch (WireFormatException refusal)
        {
            Error = refusal.ToError() with { Code = Unreadable };
        }
        catch (XmlException failure)
        {
            Error = SafeXml.Describe(failure) with { Code = Unreadable };
        }

        return false;
    }
}
