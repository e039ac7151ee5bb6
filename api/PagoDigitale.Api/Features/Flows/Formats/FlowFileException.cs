using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Flows.Formats;

/// <summary>The file as a whole cannot be used. It is thrown out of the middle of reading and ends as the flow's failure.</summary>
public sealed class FlowFileException(string code, Message message, Message remedy) : Exception(message.ToString())
{
    public Failure Failure { get; } =
        new()
        {
            Code = code,
            Message = message,
            Remedy = remedy,
        };
}
