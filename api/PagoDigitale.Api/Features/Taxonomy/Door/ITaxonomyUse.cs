namespace PagoDigitale.Api.Features.Taxonomy.Door;

/// <summary>What a list that comes into force does to those who use codes: how many have one that is not valid.</summary>
public sealed record TaxonomyConcern
{
    public required long Services { get; init; }
    public required long Organizations { get; init; }
}

/// <summary>Answered by <c>Services</c>, whose codes they are.</summary>
public interface ITaxonomyUse
{
    /// <summary>The active services of all organizations that have none of these codes, counted.</summary>
    Task<TaxonomyConcern> OutsideAsync(string[] validCodes, CancellationToken ct);
}
