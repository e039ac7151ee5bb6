using PagoDigitale.NodeSimulator.Gateway;

namespace PagoDigitale.NodeSimulator.Aca;

/// <summary>paCreatePosition, and the calls by which a test sees what ACA knows.</summary>
internal static class AcaEndpoints
{
    private const int SizeMax = 1000;

    public static void MapAca(this WebApplication app)
    {
        var service = app.Services.GetRequiredService<AcaService>();
        app.MapPost("/aca/v1/paCreatePosition", service.CreatePositionAsync);
        app.MapGet(
            "/aca/positions",
            (string paFiscalCode, string? nav, int? page, int? size, AcaView view) =>
                page is < 1 || size is < 1 or > SizeMax
                    ? Results.Problem($"page is from 1, size is 1 to {SizeMax}.", statusCode: 422)
                    : Results.Json(view.Page(paFiscalCode, nav, page ?? 1, size ?? SizeMax), AcaJson.Default.AcaPage)
        );
        app.MapDelete(
            "/aca/positions",
            (AcaView view) =>
            {
                view.Forget();
                return Results.NoContent();
            }
        );
        app.MapGateway("/aca", service.Gateway, "aca.yaml");
    }
}
