namespace PagoDigitale.Platform.Http;

/// <summary>What of a resource is asked for, and what beside it (decision 0023).</summary>
public sealed record PartQuery
{
    /// <summary>All of it and nothing beside it.</summary>
    public static readonly PartQuery Whole = new();

    [CommaSeparated(FieldSelection.Parameter)]
    public string[]? Fields { get; init; }

    [CommaSeparated(EmbedsAttribute.Parameter)]
    public string[]? Embed { get; init; }
}
