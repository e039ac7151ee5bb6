using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Node.PaForNode;

namespace PagoDigitale.NodeSimulator.Payments;

/// <summary>Questions a station has to refuse.</summary>
internal static partial class MalformedRequests
{
    private const long LastBase = 9_999_999_999_999;

    public static byte[] WithoutNoticeNumber(PaRequest request) =>
        Encoding.UTF8.GetBytes(NoticeNumberElement().Replace(Encoding.UTF8.GetString(PaForNodeClientWriter.Write(request)), ""));

    /// <summary>The last number of the station's range, which allocators never get to.</summary>
    public static NoticeNumber NeverIssued(NoticeNumber notice) =>
        notice.AuxDigit switch
        {
            0 => NoticeNumber.Generate(0, Code(notice.ApplicationCode), LastBase),
            3 => NoticeNumber.Generate(3, Code(notice.SegregationCode), LastBase),
            2 => NoticeNumber.Generate(2, null, 999_999_999_999_999),
            _ => NoticeNumber.Parse(notice.Value[..1] + new string('9', 17)),
        };

    private static int Code(string? text) => int.Parse(text!, CultureInfo.InvariantCulture);

    [GeneratedRegex("<noticeNumber>[0-9]*</noticeNumber>", RegexOptions.CultureInvariant)]
    private static partial Regex NoticeNumberElement();
}
