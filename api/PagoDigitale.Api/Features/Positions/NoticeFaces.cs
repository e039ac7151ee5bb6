namespace PagoDigitale.Api.Features.Positions;

/// <summary>
/// What the notices of a position show, apart from the debtor. Papers that are out keep what they show: each change is counted
/// (the notice's edition) and remembered, so that whoever makes it hears which papers are of before.
/// </summary>
internal sealed class NoticeFaces
{
    private readonly Dictionary<Guid, Face> _before;

    private NoticeFaces(Dictionary<Guid, Face> before) => _before = before;

    public static NoticeFaces Of(Position position) =>
        new(
            position.Instalments.ToDictionary(
                i => i.InstalmentId,
                i => FaceOf(i, position.Description, position.Instalments.Count(x => x.IsLive && x.OptionIndex == i.OptionIndex))
            )
        );

    /// <param name="counts">How many instalments each payment option has now.</param>
    public void Note(Position position, IReadOnlyDictionary<int, int> counts, DateTimeOffset now)
    {
        foreach (
            var instalment in position.Instalments.Where(i =>
                i.IsLive && _before[i.InstalmentId] != FaceOf(i, position.Description, counts.GetValueOrDefault(i.OptionIndex))
            )
        )
            (instalment.PaperChanges, instalment.PaperChangedAt) = (instalment.PaperChanges + 1, now);
    }

    private static Face FaceOf(Instalment i, string description, int count) =>
        new(i.AmountCents, i.DueDate ?? i.ValidUntil, i.Description ?? description, count);

    private sealed record Face(long AmountCents, DateOnly? Day, string Description, int Count);
}
