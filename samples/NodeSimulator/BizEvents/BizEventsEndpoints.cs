using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.BizEvents;

/// <summary>The service of receipts for organizations.</summary>
internal static class BizEventsEndpoints
{
    private const string Receipt = "/bizevents/service/v1/organizations/{organizationfiscalcode}/receipts/{iur}";

    public static void MapBizEvents(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<BizEventsService>();
        app.MapGet(Receipt, service.ReceiptAsync);
        app.MapGet($"{Receipt}/paymentoptions/{{iuv}}", service.ReceiptAsync);
        app.MapGateway("/bizevents", service.Gateway, "biz-events.yaml");
    }
}
