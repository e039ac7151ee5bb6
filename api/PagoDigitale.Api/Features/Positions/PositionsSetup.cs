using PagoDigitale.Api.Features.Accertamenti.Door;
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
        services.AddScoped<ISettingEffects, OpenNotices>();
        services.AddScoped<IAccertamentoUse, AllocationUseQueries>();
    }
}
