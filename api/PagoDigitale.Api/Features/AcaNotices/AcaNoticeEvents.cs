using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.AcaNotices;

/// <param name="Code">Of the refusal.</param>
[Event("aca-notice.refused", "The archive of notices will not have a notice.")]
public sealed record AcaNoticeRefused(string NoticeNumber, string PositionId, string Code, Message Message) : EventData
{
    protected override string SubjectId => NoticeNumber;
}
