using System.Text.Json;
using System.Text.Json.Serialization;

namespace PagoDigitale.Sdk;

/// <summary>Instants are sent as the contract writes them, in UTC with a Z, whatever offset the caller's value has.</summary>
internal sealed class UtcInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
