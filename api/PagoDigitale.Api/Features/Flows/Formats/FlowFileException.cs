using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>The file as a whole cannot be used. It is thrown out of the middle of reading and ends as the flow's failure.</summary>
public sealed class FlowFileException(string code, string message, string remedy) : Exception(message)
{
    public Failure Failure { get; } =
        new()
        {
            Code = code,
            Message = Clip(message),
            Remedy = remedy,
        };

    private static string Clip(string text) => text.Length <= 500 ? text : text[..499] + "…";
}
