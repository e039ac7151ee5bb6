using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Api.Features.Receipts.Door;
using PagoDigitale.Api.Features.Rendicontazioni.Door;
using PagoDigitale.Documents.Receipts;

namespace PagoDigitale.Api.Features.Receipts;

public sealed class ReceiptsSetup : IFeatureSetup
{
    public void AddServices(IServiceCollection services)
    {
        services.AddSingleton<IReceiptRenderer, ReceiptRenderer>();
        services.AddScoped<TakePayment>();
        services.AddScoped<IMoneyOfPositions, MoneyOfPositions>();
        services.AddScoped<IPaymentsTold, PaymentsTold>();
        services.AddScoped<IReceiptsOfRows, ReceiptsOfRows>();
    }
}
