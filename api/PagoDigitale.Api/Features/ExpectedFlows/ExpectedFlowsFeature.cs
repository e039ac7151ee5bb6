using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.ExpectedFlows;

/// <summary>Payments whose PSP has not told of their transfer yet.</summary>
public sealed class ExpectedFlowsFeature : Feature
{
    public override int Floor => 8;

    public override IReadOnlyList<string> ScopeNames => [Scopes.ExpectedFlowsRead];

    public override void AddServices(IServiceCollection services) => services.AddPerCall(typeof(ListExpectedFlowsHandler));
}
