namespace PagoDigitale.Core.LifeCycles;

/// <summary>What a payment option looks like to whoever is asked whether it is the same as another.</summary>
/// <param name="Instalments">Amount in euro cents, due date and last day, in order.</param>
public sealed record OptionShape(
    int Index,
    PaymentOptionKind Kind,
    string? Description,
    IReadOnlyList<(long AmountCents, DateOnly? DueDate, DateOnly? ValidUntil)> Instalments
);

/// <summary>
/// Which payment option of a plan is which of those that the plan replaces: the papers that are out ask for what they say,
/// so an option that stays keeps its notice numbers, wherever in the list it comes now.
/// </summary>
public static class OptionMatching
{
    /// <summary>What makes two options the same, the surest first.</summary>
    private static readonly Func<OptionShape, object?>[] _likenesses =
    [
        o => (o.Kind, o.Description, string.Join(' ', o.Instalments)),
        o => (o.Kind, string.Join(' ', o.Instalments)),
        o => o.Description is null ? null : (o.Kind, o.Description),
        o => (o.Kind, o.Instalments.Count),
        o => o.Kind,
    ];

    /// <returns>By index in the new plan, the index before; an option that is new is not there.</returns>
    public static IReadOnlyDictionary<int, int> Match(IReadOnlyList<OptionShape> before, IReadOnlyList<OptionShape> after)
    {
        var matched = new Dictionary<int, int>();
        var left = before.ToList();
        foreach (var likeness in _likenesses)
        foreach (var option in after.Where(o => !matched.ContainsKey(o.Index)))
        {
            if (likeness(option) is not { } wanted)
                continue;
            var alike = left.FindAll(o => Equals(likeness(o), wanted));
            if ((alike.Find(o => o.Index == option.Index) ?? alike.FirstOrDefault()) is not { } same)
                continue;
            matched[option.Index] = same.Index;
            left.Remove(same);
        }
        return matched;
    }
}
