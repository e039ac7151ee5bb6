using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Platform.Settings;

namespace PagoDigitale.Api.Features.Positions;

public sealed class PositionsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<NoticeNumberBlocks>();
        services.AddScoped<PositionPlanner>();
        services.AddScoped<PositionDrafter>();
        services.AddScoped<PositionTaxonomy>();
        services.AddScoped<OwedDebts>();
        services.AddScoped<InstalmentPayments>();
        services.AddScoped<ISettingEffects, OpenNotices>();
    }
}
