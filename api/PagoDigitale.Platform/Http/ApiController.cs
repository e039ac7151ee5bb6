using Microsoft.AspNetCore.Mvc;
using PagoDigitale.Platform.Concurrency;
using PagoDigitale.Platform.Pagination;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Platform.Http;

/// <summary>Bind, call, map: the mapping from an <see cref="Outcome{T}"/> to an answer, shared by every controller.</summary>
[ApiController]
public abstract class ApiController : ControllerBase
{
    protected IActionResult Answer<T>(Outcome<T> outcome) => outcome.Error is { } error ? Refusal(error) : Body(outcome.Value!, 200);

    protected IActionResult Accepted<T>(Outcome<T> outcome, Func<T, string> location) => WithLocation(outcome, 202, location);

    protected IActionResult CreatedAt<T>(Outcome<T> outcome, Func<T, string>? location = null) => WithLocation(outcome, 201, location);

    /// <summary>201 when it is new, 200 when the same key was already there.</summary>
    protected IActionResult CreatedOrFound<T>(Outcome<Created<T>> outcome, Func<T, string> location, int statusWhenNew = 201)
    {
        if (outcome.Error is { } error)
            return Refusal(error);
        var created = outcome.Value!;
        Response.Headers.Location = Reached(location(created.Value));
        return Body(created.Value, created.IsNew ? statusWhenNew : 200);
    }

    /// <summary>What would be: nothing is stored, so there is no address to go to and no version to hold.</summary>
    protected IActionResult Computed<T>(Outcome<T> outcome) => outcome.Error is { } error ? Refusal(error) : StatusCode(200, outcome.Value);

    protected IActionResult NoContentOr<T>(Outcome<T> outcome) => outcome.Error is { } error ? Refusal(error) : NoContent();

    protected IActionResult FileOf<T>(Outcome<T> outcome, Func<T, IActionResult> file) =>
        outcome.Error is { } error ? Refusal(error) : file(outcome.Value!);

    protected IActionResult Refusal(ApiError error)
    {
        RetryAfter.Tell(HttpContext, error);
        return new ObjectResult(Platform.Results.Problem.From(error, HttpContext))
        {
            StatusCode = ErrorStatus.Of(error.Kind),
            ContentTypes = { Platform.Results.Problem.MediaType },
        };
    }

    private IActionResult WithLocation<T>(Outcome<T> outcome, int status, Func<T, string>? location)
    {
        if (outcome.Error is { } error)
            return Refusal(error);
        if (location is not null)
            Response.Headers.Location = Reached(location(outcome.Value!));
        return Body(outcome.Value!, status);
    }

    /// <summary>A path of ours as callers reach it.</summary>
    private string Reached(string path) => HttpContext.RequestServices.GetRequiredService<PublicUrl>().BasePath + path;

    private ObjectResult Body<T>(T value, int status)
    {
        if (value is IVersioned versioned)
            Response.Headers.ETag = EntityTag.Of(versioned.Version);
        object? answer = value is IPage page ? page.BoundTo(HttpContext) : value;
        return StatusCode(status, FieldSelection.Asked(HttpContext) is { } fields ? FieldSelection.Part(answer, fields) : answer);
    }
}
