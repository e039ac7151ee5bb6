using PagoDigitale.Platform.Events;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <param name="OptionIndex">The payment option that is owed.</param>
public abstract record PaymentOptionEvent(string PositionId, int OptionIndex, IReadOnlyList<string> NoticeNumbers) : EventData
{
    protected override string SubjectId => PositionId;
}

/// <param name="NoticeNumbers">Of its instalments.</param>
[Event("position.option-owed", "Another payment option is owed than before, and its amount is what the position asks for.")]
public sealed record PositionOptionOwed(string PositionId, int OptionIndex, IReadOnlyList<string> NoticeNumbers)
    : PaymentOptionEvent(PositionId, OptionIndex, NoticeNumbers);

/// <param name="NoticeNumbers">Of the instalments that are void now: nobody need pay them, and papers of them are worth nothing.</param>
[Event("position.options-void", "A payment option was paid, as a whole or in part: the notices of the others are void.")]
public sealed record PositionOptionsVoid(string PositionId, int OptionIndex, IReadOnlyList<string> NoticeNumbers)
    : PaymentOptionEvent(PositionId, OptionIndex, NoticeNumbers);

/// <param name="NoticeNumbers">Of the instalments that were void.</param>
[Event("position.options-restored", "The payment that had made payment options void was taken back: their notices can be paid again.")]
public sealed record PositionOptionsRestored(string PositionId, int OptionIndex, IReadOnlyList<string> NoticeNumbers)
    : PaymentOptionEvent(PositionId, OptionIndex, NoticeNumbers);
