using PagoDigitale.Api.Features.Positions.Exposed;

namespace PagoDigitale.Api.Features.Positions;

public sealed class PositionsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<NoticeNumberBlocks>();
        services.AddScoped<PositionPlanner>();
        services.AddScoped<PositionDrafter>();
    }
}
