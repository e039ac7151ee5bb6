namespace PagoDigitale.Api.Features.Problems;

public sealed class ReadProblemCatalogueHandler(ProblemCatalogue catalogue)
{
    public ProblemCatalogue Run() => catalogue;
}
