using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

public sealed class ReadProblemHandler(ProblemCatalogue catalogue)
{
    public Outcome<ProblemExplanation> Run(string problem) =>
        catalogue.Items.FirstOrDefault(i => i.Code == problem) is { } found
            ? found
            : ApiError.NotFound("problem-not-found", ProblemsTexts.NotFound, ProblemsTexts.NoSuchCode.With(problem));
}
