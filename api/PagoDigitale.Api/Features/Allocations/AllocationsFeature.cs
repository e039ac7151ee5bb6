using PagoDigitale.Api.Features.Accertamenti.Door;
using PagoDigitale.Api.Features.Allocations.Door;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Security;

namespace PagoDigitale.Api.Features.Allocations;

/// <summary>What was collected, by accertamento.</summary>
public sealed class AllocationsFeature : Feature
{
    public override int Floor => 10;

    public override IReadOnlyList<string> Tables => ["accertamento_balances", "accertamento_shares"];

    public override IReadOnlyList<Type> Texts => [typeof(AllocationsTexts)];

    public override IReadOnlyList<string> ScopeNames => [Scopes.AllocationsRead];

    public override void AddServices(IServiceCollection services)
    {
        services.AddPerCall(typeof(FoldAccertamenti), typeof(ListAllocationsHandler), typeof(RebuildAccertamenti));
        services.AddScoped<IAccertamentoTotals, AccertamentoTotalQueries>();
    }
}
