using System.Text.Json.Serialization;
using PagoDigitale.NodeSimulator.Aca;
using PagoDigitale.NodeSimulator.BizEvents;
using PagoDigitale.NodeSimulator.Clock;
using PagoDigitale.NodeSimulator.FdrOrganizations;
using PagoDigitale.NodeSimulator.Node;
using PagoDigitale.NodeSimulator.Payments;
using PagoDigitale.NodeSimulator.Rendicontazioni;
using PagoDigitale.NodeSimulator.State;
using PagoDigitale.NodeSimulator.Treasury;

namespace PagoDigitale.NodeSimulator;

/// <summary>
/// Puts the simulator together. <c>--state file.json</c> keeps what was paid across restarts, and what ACA was told in a file beside it.
/// </summary>
public static class SimulatorHost
{
    private const long BodyLengthMax = 16 * 1024 * 1024;

    public static async Task<int> RunAsync(string[] args)
    {
        await using var app = Build(args);
        await app.RunAsync();
        return 0;
    }

    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = BodyLengthMax);
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("System.Net.Http", LogLevel.Warning);
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.SerializerOptions.WriteIndented = true;
        });
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<MovableClock>();
        builder.Services.AddSingleton<TimeProvider>(sp => sp.GetRequiredService<MovableClock>());
        builder.Services.AddSingleton<StationClient>();
        builder.Services.AddSingleton(sp => Book.Open(builder.Configuration["state"], sp.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<PayNotices>();
        builder.Services.AddSingleton<FdrFlows>();
        builder.Services.AddSingleton<FdrService>();
        builder.Services.AddSingleton(sp => new AcaView(AcaPath(builder.Configuration["state"]), sp.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<AcaService>();
        builder.Services.AddSingleton<BizEventsService>();
        configure?.Invoke(builder);
        var app = builder.Build();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapGuide();
        app.MapGet("/status", (Book book) => book.Status());
        app.MapPayments();
        app.MapRendicontazioni();
        app.MapFdrOrganizations();
        app.MapAca();
        app.MapBizEvents();
        app.MapBankStatement();
        app.MapClock();
        return app;
    }

    /// <summary>Beside the state file, which is written as a whole and too seldom for what ACA promises.</summary>
    private static string? AcaPath(string? statePath) => statePath is null ? null : Path.ChangeExtension(statePath, ".aca.jsonl");
}
