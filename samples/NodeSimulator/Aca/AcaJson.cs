using System.Text.Json.Serialization;

namespace PagoDigitale.NodeSimulator.Aca;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(AcaRequest))]
[JsonSerializable(typeof(AcaAnswer))]
[JsonSerializable(typeof(AcaProblem))]
[JsonSerializable(typeof(AcaWrite))]
[JsonSerializable(typeof(AcaPage))]
internal sealed partial class AcaJson : JsonSerializerContext;
