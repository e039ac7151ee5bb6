using System.Text.Json;
using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>Why the service does not answer with a receipt.</summary>
internal sealed record BizProblem(string Title, int Status, string Detail)
{
    public static readonly BizProblem Broken = new(
        "Internal Server Error",
        StatusCodes.Status500InternalServerError,
        "The simulator was told to fail."
    );

    public static BizProblem NotFound(string detail) => new("Not Found", StatusCodes.Status404NotFound, detail);

    public ServiceAnswer Answer() => new(Status, JsonSerializer.SerializeToUtf8Bytes(this, ServiceAnswer.Json));
}
