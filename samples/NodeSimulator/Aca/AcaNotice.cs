namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>What ACA knows of one notice.</summary>
internal sealed class AcaNotice(string iuv)
{
    public string Iuv { get; } = iuv;

    public bool IsClosed { get; private set; }

    /// <summary>
    /// Every accepted write in order, each as the line of JSON that the journal has, which takes less memory
    /// than objects: there may be a million notices. The array is replaced, never changed, so that it can be read without a lock.
    /// </summary>
    public byte[][] Lines { get; private set; } = [];

    public void Add(byte[] line, bool closes)
    {
        Lines = [.. Lines, line];
        IsClosed = closes;
    }
}
