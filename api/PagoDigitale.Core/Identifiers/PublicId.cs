namespace PagoDigitale.Core.Identifiers;

/// <summary>
/// Public form of our keys: a prefix that names the resource, an underscore and 26 characters of Crockford base32.
/// The UUID is written most significant bits first, so texts sort as the UUIDv7 inside them does: by time of creation.
/// One UUID has one text: other spellings Crockford allows (capitals, O for 0) are refused.
/// </summary>
public static class PublicId
{
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
    private const int EncodedLength = 26;

    public const int PrefixLength = 3;

    public static Guid NewGuid(DateTimeOffset now) => Guid.CreateVersion7(now);

    /// <summary>Ascending, so that rows, primary keys and index pages grow in the same order.</summary>
    public static Guid[] NewGuids(int count, DateTimeOffset now)
    {
        var ids = new Guid[count];
        for (var i = 0; i < count; i++)
            ids[i] = NewGuid(now);
        Array.Sort(ids);
        return ids;
    }

    public static string Format(string prefix, Guid id) =>
        string.Create(
            prefix.Length + 1 + EncodedLength,
            (prefix, id),
            static (target, state) =>
            {
                state.prefix.CopyTo(target);
                target[state.prefix.Length] = '_';
                var bits = ToBits(state.id);
                for (var i = target.Length - 1; i > state.prefix.Length; i--)
                {
                    target[i] = Alphabet[(int)(bits & 31)];
                    bits >>= 5;
                }
            }
        );

    /// <summary>Whether a text is an identifier of ours, of whatever it may be.</summary>
    public static bool HasForm(string? text) => text is { Length: > PrefixLength } && TryParse(text, text[..PrefixLength], out _);

    public static bool TryParse(string? text, string prefix, out Guid id)
    {
        id = Guid.Empty;
        if (text is null || text.Length != prefix.Length + 1 + EncodedLength)
            return false;
        if (!text.StartsWith(prefix, StringComparison.Ordinal) || text[prefix.Length] != '_')
            return false;
        var encoded = text.AsSpan(prefix.Length + 1);
        // 26 characters hold 130 bits: the first may only use three of its five.
        if (encoded[0] > '7')
            return false;
        UInt128 bits = 0;
        foreach (var character in encoded)
        {
            var rank = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (rank < 0)
                return false;
            bits = bits << 5 | (uint)rank;
        }
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, bits);
        id = new Guid(bytes, bigEndian: true);
        return true;
    }

    private static UInt128 ToBits(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }
}
