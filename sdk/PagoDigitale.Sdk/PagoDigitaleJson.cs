using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace PagoDigitale.Sdk;

/// <summary>Makes answers for tests, which have the members that the test is about and no others.</summary>
public static class PagoDigitaleJson
{
    private static readonly JsonSerializerOptions Partial = new(ResourceClient.Settings)
    {
        TypeInfoResolver = ResourceClient.Settings.TypeInfoResolver!.WithAddedModifier(RequireNothing),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>
    /// Reads JSON, named as the contract names it, into a class of this package. Members that are not there are left without a value, also
    /// those that an answer of the service always has.
    /// </summary>
    /// <example>
    /// <code>
    /// var position = PagoDigitaleJson.Read&lt;Position&gt;("""{"id":"pos_1","state":"paid","amountCents":13000}""");
    /// </code>
    /// </example>
    /// <typeparam name="T">A class of this package.</typeparam>
    /// <param name="json">An object.</param>
    /// <exception cref="JsonException">It is no JSON, or has a member that the class has not: a misspelt one would be lost.</exception>
    public static T Read<T>(string json)
        where T : class => JsonSerializer.Deserialize<T>(json, Partial) ?? throw new JsonException("There is nothing to read.");

    private static void RequireNothing(JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
            property.IsRequired = false;
    }
}
