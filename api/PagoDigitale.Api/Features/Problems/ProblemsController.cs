using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

[Tags("problems"), Route("problems")]
public sealed class ProblemsController : ApiController
{
    private static readonly MediaTypeHeaderValue Html = new("text/html");
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    [HttpGet, ProducesResponseType<ProblemCatalogue>(200), PublicOperation]
    public IActionResult ReadProblemCatalogue([FromServices] ReadProblemCatalogueHandler handler) =>
        Shown<ProblemCatalogue>(handler.Run(), ProblemPages.Of);

    [HttpGet("{problem}"), ProducesResponseType<ProblemExplanation>(200), PublicOperation(404)]
    public IActionResult ReadProblem([FromServices] ReadProblemHandler handler, string problem) =>
        Shown(handler.Run(problem), ProblemPages.Of);

    private IActionResult Shown<T>(Outcome<T> outcome, Func<T, string> page)
    {
        if (outcome.Error is { } error)
            return Refusal(error);
        var value = outcome.Value!;
        Response.Headers.Vary = HeaderNames.Accept;
        if (!WantsPage())
            return Ok(value);
        Response.Headers.ContentSecurityPolicy = ProblemPages.ContentSecurityPolicy;
        return Content(page(value), "text/html; charset=utf-8");
    }

    /// <summary>A browser ranks pages first; a program says JSON, or anything.</summary>
    private bool WantsPage()
    {
        var accepted = Request.GetTypedHeaders().Accept;
        return Quality(accepted, Html) > Quality(accepted, Json);
    }

    /// <summary>That of the most precise range the type is in (RFC 9110 §12.5.1).</summary>
    private static double Quality(IList<MediaTypeHeaderValue> accepted, MediaTypeHeaderValue type) =>
        accepted
            .Where(type.IsSubsetOf)
            .OrderBy(a =>
                a.MatchesAllTypes ? 2
                : a.MatchesAllSubTypes ? 1
                : 0
            )
            .Select(a => a.Quality ?? 1)
            .FirstOrDefault();
}
