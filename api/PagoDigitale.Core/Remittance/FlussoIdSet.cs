namespace PagoDigitale.Core.Remittance;

/// <summary>
/// The ids of all flows, for many texts: those that cannot be found by looking them up are sorted out once, not again for every
/// text.
/// </summary>
public sealed class FlussoIdSet : HashSet<string>
{
    public FlussoIdSet(IEnumerable<string> ids)
        : base(ids, StringComparer.OrdinalIgnoreCase) => Unusual = [.. this.Where(id => !KnownFlow.IsUsual(id))];

    internal IReadOnlyList<string> Unusual { get; }
}
