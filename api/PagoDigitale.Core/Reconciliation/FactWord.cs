using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Money;

namespace PagoDigitale.Core.Reconciliation;

/// <summary>How a fact is said of an item, where it is said at all.</summary>
/// <param name="Text">Without an amount.</param>
/// <param name="Money">With the amount it is about, where an item has it.</param>
/// <param name="Unless">Not where this is true as well: what is said of it says more.</param>
/// <param name="Outcome">Said of this outcome code, instead of a fact.</param>
public sealed record FactWord(
    Fact Fact,
    Wording Text,
    (Wording Text, Func<Facts, long?> Cents)? Money = null,
    Fact Unless = Fact.None,
    int? Outcome = null
)
{
    /// <summary>In the order in which they are said: the money first, and what was booked of it.</summary>
    public static IReadOnlyList<FactWord> All { get; } =
    [
        new(Fact.Position, FactTexts.Position, (FactTexts.PositionOf, f => f.PositionCents)),
        new(Fact.Receipt, FactTexts.Receipt, (FactTexts.ReceiptOf, f => f.ReceiptCents)),
        new(Fact.WholeFlow, FactTexts.Rendicontazione, (FactTexts.RendicontazioneOf, f => f.ReportTotalCents)),
        new(Fact.ReportRow, FactTexts.Row, (FactTexts.RowOf, f => f.ReportRowCents), Unless: Fact.WholeFlow),
        new(Fact.Movement, FactTexts.Movement, (FactTexts.MovementOf, f => f.MovementCents)),
        new(Fact.Duplicate, FactTexts.DuplicatePayment),
        new(Fact.RepeatedRow, FactTexts.RepeatedRow),
        new(Fact.RepeatedMovement, FactTexts.RepeatedMovement),
        new(Fact.None, FactTexts.Revoked, Outcome: Classifier.Revoked),
        new(Fact.TransferredSingly, FactTexts.EarlierTransfer),
        new(Fact.OutsideNode, FactTexts.PaidOutside),
    ];

    public static IReadOnlyList<Message> SaidOf(Facts facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var said = All.Where(w => w.IsSaidOf(facts)).ToLookup(w => w.Money is not null, w => w.Of(facts));
        return facts.Reversali is { } reversali
            ? [.. said[true], FactTexts.Reversale.With(reversali), .. said[false]]
            : [.. said[true], .. said[false]];
    }

    private bool IsSaidOf(Facts facts) =>
        Outcome is { } code ? facts.OutcomeCode == code : facts.Has(Fact) && (Unless == Fact.None || !facts.Has(Unless));

    private Message Of(Facts facts) =>
        Money is (var text, var amount) && amount(facts) is { } cents ? text.With(EuroCents.ToItalian(cents)) : Text;
}
