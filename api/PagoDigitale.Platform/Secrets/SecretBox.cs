using System.Security.Cryptography;

namespace PagoDigitale.Platform.Secrets;

/// <summary>
/// Encrypts at rest what must be readable again (signing keys, channel passwords): AES-256-GCM, nonce first, tag last.
/// The key comes from <c>PagoDigitale:MasterKey</c> (32 bytes, base64), the same on every replica; with the embedded
/// database it is made once beside the data.
/// </summary>
public sealed class SecretBox(byte[] key)
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public byte[] Seal(ReadOnlySpan<byte> plain)
    {
        var box = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(box.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(box.AsSpan(0, NonceBytes), plain, box.AsSpan(NonceBytes, plain.Length), box.AsSpan(NonceBytes + plain.Length));
        return box;
    }

    public byte[] Open(ReadOnlySpan<byte> box)
    {
        var plain = new byte[box.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(box[..NonceBytes], box.Slice(NonceBytes, plain.Length), box[^TagBytes..], plain);
        return plain;
    }

    public static SecretBox FromBase64(string text)
    {
        var key = new byte[text.Length];
        return Convert.TryFromBase64String(text, key, out var length) && length == 32
            ? new(key[..length])
            : throw new InvalidOperationException("PagoDigitale:MasterKey must be 32 bytes in base64 (openssl rand -base64 32).");
    }

    public static SecretBox FromFile(string path)
    {
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using var file = new StreamWriter(path, options);
            file.Write(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        }
        return FromBase64(File.ReadAllText(path).Trim());
    }
}
