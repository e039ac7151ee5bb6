using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

public sealed class ReadProblemHandler(ProblemCatalogue catalogue)
{
    public Outcome<ProblemExplanation> Run(string problem) =>
        catalogue.Items.FirstOrDefault(i => i.Code == problem) is { } found
            ? found
            : new ApiError(ErrorKind.NotFound, "problem-not-found", "Problem not found", $"There is no code '{problem}'; see /problems.");
}
