namespace PagoDigitale.Core.Reconciliation;

/// <summary>Whose amount a fact in words tells.</summary>
public enum FactAmount
{
    Position,
    Receipt,
    ReportTotal,
    ReportRow,
    Movement,
}

/// <summary>How a fact is said of an item, where it is said at all.</summary>
/// <param name="Unless">Not where this is true as well: what is said of it says more.</param>
/// <param name="Outcome">Said of this outcome code, instead of a fact.</param>
public sealed record FactWord(Fact Fact, string Text, FactAmount? Amount = null, Fact Unless = Fact.None, int? Outcome = null)
{
    /// <summary>In the order in which they are said.</summary>
    public static IReadOnlyList<FactWord> All { get; } =
    [
        new(Fact.Position, "position", FactAmount.Position),
        new(Fact.Receipt, "receipt", FactAmount.Receipt),
        new(Fact.WholeFlow, "rendicontazione", FactAmount.ReportTotal),
        new(Fact.ReportRow, "rendicontazione row", FactAmount.ReportRow, Unless: Fact.WholeFlow),
        new(Fact.Movement, "treasury movement", FactAmount.Movement),
        new(Fact.Duplicate, "duplicate payment"),
        new(Fact.RepeatedRow, "repeated row"),
        new(Fact.RepeatedMovement, "repeated movement"),
        new(Fact.None, "revoked", Outcome: Classifier.Revoked),
        new(Fact.TransferredSingly, "earlier transfer of its own"),
        new(Fact.OutsideNode, "declared paid outside the node"),
    ];

    public bool IsSaidOf(Facts facts) =>
        Outcome is { } code ? facts.OutcomeCode == code : facts.Has(Fact) && (Unless == Fact.None || !facts.Has(Unless));
}
