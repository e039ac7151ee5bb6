using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PagoDigitale.Core.Languages;
using PagoDigitale.Core.Text;

namespace PagoDigitale.Platform.Languages;

/// <summary>
/// A message where only a text can pass: the name of its wording and its values, as a JSON array. So it is stored, and so it goes
/// through what the framework carries as a text (errors of binding, of validation and of JSON).
/// </summary>
public static class MessageText
{
    /// <summary>No text of the framework, and nothing a caller can send, begins with it.</summary>
    private const char Mark = '\u0001';

    public static string Carried(this Message message) => Mark + ToNode(message).ToJsonString();

    public static string Carried(this Wording wording) => ((Message)wording).Carried();

    /// <summary>Null for a text that is none of ours.</summary>
    public static Message? Read(string? carried)
    {
        if (carried is not { Length: > 1 } || carried[0] != Mark)
            return null;
        // What the framework has put behind it (where in a body it stumbled) is left unread.
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(carried[1..]));
        return Of(JsonNode.Parse(ref reader)!.AsArray());
    }

    internal static JsonArray ToNode(Message message) =>
        [message.Wording.Key, .. message.Values.Select(v => v is Message inner ? (JsonNode)ToNode(inner) : JsonValue.Create((string)v))];

    internal static Message Of(JsonArray stored)
    {
        var key = stored[0]!.GetValue<string>();
        var wording = Wordings.Find(key) ?? throw new JsonException($"There is no text {key}.");
        return new Message(wording, [.. stored.Skip(1).Select(ValueOf)]);
    }

    private static object? ValueOf(JsonNode? node) => node is JsonArray inner ? (object)Of(inner) : node?.ToString();
}

/// <summary>As it is stored: in no language.</summary>
public sealed class StoredMessageConverter : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        MessageText.Of(JsonNode.Parse(ref reader)!.AsArray());

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        MessageText.ToNode(value).WriteTo(writer);
}

/// <summary>As it is answered: a text in the language of the request, of a bounded length where the contract bounds it.</summary>
public sealed class ToldMessageConverter(int lengthMax = int.MaxValue) : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        writer.WriteStringValue(Clipped.WithEllipsis(value.Told(), lengthMax));
}

/// <summary>How long the text may get that is told: a refusal quotes what a caller sent, and lists what there is instead.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ToldWithinAttribute(int lengthMax) : JsonConverterAttribute
{
    public override JsonConverter CreateConverter(Type typeToConvert) => new ToldMessageConverter(lengthMax);
}

/// <summary>As all are told it who listen: an event has one text for everybody.</summary>
public sealed class EnglishMessageConverter : JsonConverter<Message>
{
    public override Message Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Message value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.In(Language.English));
}
