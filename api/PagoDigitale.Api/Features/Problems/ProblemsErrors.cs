using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

internal static class ProblemsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(404, "problem-not-found", "The catalogue of this version has no such code.", "Look the code up at /problems."),
    ];
}
