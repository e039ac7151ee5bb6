using PagoDigitale.Platform.Http;

namespace PagoDigitale.Platform.Results;

/// <summary>Writes a problem straight to the response, for the places before and around MVC.</summary>
public static class ProblemWriter
{
    public static Task WriteAsync(HttpContext http, ApiError error)
    {
        if (error.Kind == ErrorKind.Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";
        RetryAfter.Tell(http, error);
        return WriteAsync(http, Problem.From(error, http));
    }

    public static Task WriteAsync(HttpContext http, Problem problem)
    {
        http.Response.StatusCode = problem.Status;
        return http.Response.WriteAsJsonAsync(problem, ApiJson.Answers, Problem.MediaType, http.RequestAborted);
    }
}
