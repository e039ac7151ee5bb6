using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PagoDigitale.Platform.Secrets;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// The end of an organization's chain: number and hash of the last entry, sealed with the application's master key. Who may
/// write to the database but has not the key can neither shorten the log nor write it anew: no other end can be sealed. What
/// stays possible is to put log and head back together to what they were before, as a restore does; only who kept number
/// and hash elsewhere can see that (verifyActivityLog takes them).
/// </summary>
public sealed record ActivityHead(long Sequence, byte[] Hash)
{
    public static readonly ActivityHead Empty = new(0, []);

    [ThreadStatic]
    private static LengthPrefixedText? _text;

    /// <summary>
    /// After an end that cannot be trusted the chain goes on, because nothing may happen unnoted; but one number is left out,
    /// and that gap shows in every verification from then on.
    /// </summary>
    public ActivityHead AfterBreak() => this with { Sequence = Sequence + 1 };

    public byte[] Seal(string organization, SecretBox secrets) => secrets.Seal(Text(organization));

    public bool IsSealedBy(byte[] seal, string organization, SecretBox secrets) => IsSealed(seal, Text(organization), secrets);

    internal static bool IsSealed(byte[] seal, byte[] text, SecretBox secrets)
    {
        try
        {
            return secrets.Open(seal).AsSpan().SequenceEqual(text);
        }
        catch (Exception error) when (error is CryptographicException or OverflowException or ArgumentException)
        {
            // Not a box of this key, or no box at all.
            return false;
        }
    }

    public static byte[] HashOf(byte[] previous, long sequence, ActivityEntry e)
    {
        var text = (_text ??= new()).Clear();
        text.Add(Convert.ToHexStringLower(previous));
        text.Add(sequence);
        text.Add(e.Organization);
        text.Add(e.Id, "N");
        text.Add(e.OccurredAt.UtcDateTime, "yyyy-MM-ddTHH:mm:ss.ffffffZ");
        text.Add(e.ClientId);
        text.Add(e.OperationId);
        text.Add(e.Method);
        text.Add(e.Path);
        text.Add(e.Status);
        text.Add(e.Outcome);
        text.Add(e.TraceId);
        text.Add(e.Resource);
        // Entries from before there were codes keep their hash.
        if (e.Code is not null)
            text.Add(e.Code);
        // As do those without a reason; what it is stands before it, because the part before it may be missing.
        if (e.Reason is not null)
        {
            text.Add("reason");
            text.Add(e.Reason);
        }
        return SHA256.HashData(text.Written);
    }

    private byte[] Text(string organization) =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"activity/{organization}/{Sequence}/{Convert.ToHexStringLower(Hash)}")
        );
}
