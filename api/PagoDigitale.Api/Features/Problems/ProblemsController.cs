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
    public IActionResult ReadProblemCatalogue() => Shown(ProblemCatalogue.All, ProblemPages.Of);

    [HttpGet("{problem}"), ProducesResponseType<ProblemExplanation>(200), PublicOperation(404)]
    public IActionResult ReadProblem(string problem) =>
        ProblemCatalogue.All.Items.FirstOrDefault(i => i.Code == problem) is { } found
            ? Shown(found, ProblemPages.Of)
            : Refusal(new(ErrorKind.NotFound, "problem-not-found", "Problem not found", $"There is no code '{problem}'; see /problems."));

    private IActionResult Shown<T>(T value, Func<T, string> page)
    {
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
