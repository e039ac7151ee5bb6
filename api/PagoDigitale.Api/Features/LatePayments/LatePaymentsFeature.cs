using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.LatePayments;

/// <summary>Payments made after the term, of services for which it matters when their money came.</summary>
public sealed class LatePaymentsFeature : Feature
{
    public override int Floor => 8;

    public override IReadOnlyList<string> ScopeNames => [Scopes.LatePaymentsRead];

    public override void AddServices(IServiceCollection services) => services.AddPerCall(typeof(ListLatePaymentsHandler));
}
