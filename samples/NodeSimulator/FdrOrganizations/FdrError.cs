using System.Text.Json;
using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.FdrOrganizations;

/// <summary>Why the service refuses a question, in its own codes.</summary>
internal sealed record FdrError(string Code, int Status)
{
    public static readonly FdrError InternalError = new("FDR-0500", StatusCodes.Status500InternalServerError);
    public static readonly FdrError BadValue = new("FDR-1001", StatusCodes.Status400BadRequest);
    public static readonly FdrError BadInstant = new("FDR-1002", StatusCodes.Status400BadRequest);
    public static readonly FdrError UnknownPsp = new("FDR-2000", StatusCodes.Status400BadRequest);
    public static readonly FdrError UnknownOrganization = new("FDR-2008", StatusCodes.Status400BadRequest);
    public static readonly FdrError FlowNotFound = new("FDR-3001", StatusCodes.Status404NotFound);

    private string Description =>
        Status switch
        {
            StatusCodes.Status400BadRequest => "Bad Request",
            StatusCodes.Status404NotFound => "Not Found",
            _ => "Internal Server Error",
        };

    public ServiceAnswer Answer(string? path, string message) =>
        new(
            Status,
            JsonSerializer.SerializeToUtf8Bytes(
                new FdrErrorBody(Guid.NewGuid(), Status, Description, Code, [new(path, message)]),
                ServiceAnswer.Json
            )
        );

    private sealed record FdrErrorBody(
        Guid ErrorId,
        int HttpStatusCode,
        string HttpStatusDescription,
        string AppErrorCode,
        IReadOnlyList<FdrErrorMessage> Errors
    );

    private sealed record FdrErrorMessage(string? Path, string Message);
}

/// <summary>A question that cannot be answered; path names the parameter that is wrong.</summary>
internal sealed class FdrRefusal(FdrError error, string? path, string message) : Exception(message)
{
    public ServiceAnswer Answer => error.Answer(path, Message);
}
