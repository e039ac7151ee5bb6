namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What the notices of a position show, apart from the debtor. Papers that are out keep what they show: each change is counted
/// (the notice's edition) and remembered, so that whoever makes it hears which papers are of before.
/// </summary>
internal sealed class NoticeFaces
{
    private readonly Dictionary<Guid, Face> _before;

    private NoticeFaces(Dictionary<Guid, Face> before) => _before = before;

    public static NoticeFaces Of(Position position)
    {
        var options = OptionsOf(position);
        return new(position.Instalments.ToDictionary(i => i.InstalmentId, i => FaceOf(i, position.Description, options)));
    }

    /// <summary>What those that can be paid say of their payment options, as they are stored.</summary>
    public static Dictionary<int, OptionFace> OptionsOf(Position position)
    {
        var live = position.Instalments.Where(i => i.IsLive).GroupBy(i => (int)i.OptionIndex).ToList();
        return live.ToDictionary(
            o => o.Key,
            o => new OptionFace(o.Count(), live.Count == 1 ? null : position.Options.Find(x => x.OptionIndex == o.Key)?.Description)
        );
    }

    /// <summary>What they say of the options of a plan.</summary>
    public static Dictionary<int, OptionFace> OptionsOf(PositionPlan plan) =>
        plan.Options.ToDictionary(o => o.Index, o => new OptionFace(o.Instalments.Count, plan.Options.Count == 1 ? null : o.Description));

    public void Note(Position position, IReadOnlyDictionary<int, OptionFace> options, DateTimeOffset now)
    {
        foreach (
            var instalment in position.Instalments.Where(i =>
                i.IsLive && _before[i.InstalmentId] != FaceOf(i, position.Description, options)
            )
        )
            (instalment.PaperChanges, instalment.PaperChangedAt) = (instalment.PaperChanges + 1, now);
    }

    private static Face FaceOf(Instalment i, string description, IReadOnlyDictionary<int, OptionFace> options) =>
        new(
            i.AmountCents,
            i.DueDate ?? i.ValidUntil,
            i.Description ?? description,
            i.InstalmentIndex,
            options.GetValueOrDefault(i.OptionIndex, new(0, null))
        );

    /// <param name="Count">Of instalments: each says which of how many it is.</param>
    /// <param name="Name">Where there are several options.</param>
    public sealed record OptionFace(int Count, string? Name);

    private sealed record Face(long AmountCents, DateOnly? Day, string Description, int Index, OptionFace Option);
}
