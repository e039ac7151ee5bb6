using System.Globalization;
using System.Text;
using PagoDigitale.Platform.Secrets;

namespace PagoDigitale.Platform.ActivityLog;

/// <summary>
/// The last of the entries that were forgotten: its place, its hash and when it was, sealed as the head is. The chain is proved from
/// behind it; nobody without the key can make one, so nobody else can let a log begin later than it did.
/// </summary>
public sealed record ActivityAnchor(ActivityHead End, DateTimeOffset OccurredAt)
{
    public byte[] Seal(string organization, SecretBox secrets) => secrets.Seal(Text(organization));

    public bool IsSealedBy(byte[] seal, string organization, SecretBox secrets) => ActivityHead.IsSealed(seal, Text(organization), secrets);

    /// <summary>No text of a head: one sealed for the end of a log is none for its beginning.</summary>
    private byte[] Text(string organization) =>
        Encoding.UTF8.GetBytes(
            string.Join(
                '/',
                "activity-anchor",
                organization,
                End.Sequence.ToString(CultureInfo.InvariantCulture),
                Convert.ToHexStringLower(End.Hash),
                OccurredAt.ToUniversalTime().ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture)
            )
        );
}
