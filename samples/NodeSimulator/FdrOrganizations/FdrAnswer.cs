using System.Text.Json;
using System.Text.Json.Serialization;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>A JSON answer, whole: what it says can still be spoilt on purpose.</summary>
internal sealed record FdrAnswer(int Status, byte[] Body)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static FdrAnswer Ok(byte[] body) => new(StatusCodes.Status200OK, body);

    /// <summary>What stands before the service says no: the gateway, with words of its own.</summary>
    public static FdrAnswer OfGateway(int status, string message) =>
        new(status, JsonSerializer.SerializeToUtf8Bytes(new { statusCode = status, message }, Json));
}
