using PagoDigitale.Documents.Receipts;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class ReceiptsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services) => services.AddSingleton<IReceiptRenderer, ReceiptRenderer>();
}
