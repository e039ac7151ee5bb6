using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Results;

namespace PagoDigitale.Api.Features.Problems;

/// <summary>What the codes mean, where the type of a problem leads.</summary>
public sealed class ProblemsFeature : Feature
{
    public override int Floor => 12;

    public override IReadOnlyList<ErrorCode> Errors => ProblemsErrors.All;

    public override IReadOnlyList<Type> Texts => [typeof(ProblemsTexts)];

    public override void AddServices(IServiceCollection services)
    {
        services.AddSingleton(sp => ProblemCatalogue.At(sp.GetRequiredService<PublicUrl>()));
        services.AddPerCall(typeof(ReadProblemCatalogueHandler), typeof(ReadProblemHandler));
    }
}
