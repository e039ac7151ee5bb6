namespace PagoDigitale.Api.Features.Problems;

public sealed class ReadProblemCatalogueHandler
{
    public ProblemCatalogue Run() => ProblemCatalogue.All;
}
