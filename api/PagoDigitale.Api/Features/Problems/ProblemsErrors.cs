using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

internal static class ProblemsErrors
{
    public static readonly ErrorCode[] All =
    [
        ErrorCode.Problem(
            404,
            "problem-not-found",
            new("The catalogue of this version has no such code.", "Il catalogo di questa versione non ha questo codice."),
            new("Look the code up at /problems.", "Cercare il codice in /problems.")
        ),
    ];
}
