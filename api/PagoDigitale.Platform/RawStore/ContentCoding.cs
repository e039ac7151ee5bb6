namespace PagoDigitale.Platform.RawStore;

/// <summary>How the bytes of a message are kept. A number is stored, and never means anything else.</summary>
public enum ContentCoding : short
{
    /// <summary>As they came.</summary>
    Identity = 0,

    /// <summary>Zstandard (RFC 8878), frames that say their length.</summary>
    Zstandard = 1,

    /// <summary>Zstandard that knows beforehand what envelopes of the node look like (<c>Envelopes1.dictionary</c>).</summary>
    ZstandardEnvelopes1 = 2,
}
