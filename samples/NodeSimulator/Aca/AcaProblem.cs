using System.Text.Json;
using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>Why ACA refuses a write.</summary>
internal sealed record AcaProblem(string Title, int Status, string Detail)
{
    public static readonly AcaProblem Broken = new(
        "Error processing the request",
        StatusCodes.Status500InternalServerError,
        "The simulator was told to fail."
    );

    public static AcaProblem BadRequest(string detail) => new("Bad request", StatusCodes.Status400BadRequest, detail);

    public static AcaProblem Of(AcaOutcome outcome, AcaPosition told) =>
        outcome switch
        {
            AcaOutcome.NothingToClose => new(
                "Unprocessable request",
                StatusCodes.Status422UnprocessableEntity,
                "Can not perform the requested action on debit position"
            ),
            AcaOutcome.AlreadyClosed => new(
                "Unauthorized action",
                StatusCodes.Status409Conflict,
                $"Unauthorized action on debt position with iuv {told.Iuv}"
            ),
            AcaOutcome.OtherIuv => new(
                "Invocation exception",
                StatusCodes.Status409Conflict,
                "Error while create new debit position conflict into request"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, "What was taken is no problem."),
        };

    public ServiceAnswer Answer() => new(Status, JsonSerializer.SerializeToUtf8Bytes(this, AcaJson.Default.AcaProblem));
}
