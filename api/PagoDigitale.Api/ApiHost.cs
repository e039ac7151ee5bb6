using System.Text;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Formatters;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration.Memory;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PagoDigitale.Api.Database;
using PagoDigitale.Api.Features.Clients;
using PagoDigitale.Platform.ActivityLog;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Http;
using PagoDigitale.Platform.Jobs;
using PagoDigitale.Platform.Languages;
using PagoDigitale.Platform.PrivateFiles;
using PagoDigitale.Platform.Processor;
using PagoDigitale.Platform.RateLimits;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Secrets;
using PagoDigitale.Platform.Security;
using PagoDigitale.Platform.Standby;
using PagoDigitale.Platform.Telemetry;
using PagoDigitale.Platform.Tenancy;
using PagoDigitale.Platform.Uploads;
using PagoDigitale.Platform.Validation;

namespace PagoDigitale.Api;

/// <summary>
/// Puts the application together. <c>--role all|web|worker</c> tells which part runs; any number of replicas of each may
/// share a database. Without a connection string a private PostgreSQL is started.
/// </summary>
public static class ApiHost
{
    private const long JsonBodyLengthMax = 1024 * 1024;

    /// <summary>
    /// Unless settings say otherwise: every statement and every query, fiscal codes in them, would be written down by those who run them.
    /// </summary>
    private static readonly Dictionary<string, string?> Quiet = new()
    {
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Warning",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Warning",
        ["Logging:LogLevel:Npgsql"] = "Warning",
        // What failed on the way to others is told where it is looked for (connections), once, and not at each attempt.
        ["Logging:LogLevel:Polly"] = "Error",
        ["Logging:LogLevel:System.Net.Http"] = "Warning",
    };

    public static async Task<WebApplication> BuildAsync(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.Configuration.Sources.Insert(0, new MemoryConfigurationSource { InitialData = Quiet });
        builder.Configuration.AddEnvironmentVariables("PAGODIGITALE_");
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = JsonBodyLengthMax;
            // Read as UTF-8, a header with another byte in it would be answered 400 without a body, before we see the request.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
            // Answers are in memory until they are read; files have a pace of their own (PacedStream).
            kestrel.Limits.MinResponseDataRate = new MinDataRate(bytesPerSecond: 2 * 1024, gracePeriod: TimeSpan.FromSeconds(10));
        });
        configure?.Invoke(builder);
        // Sweeps what processes that were killed have left, whether or not anything will be written.
        _ = PrivateFolder.OfProcess;
        var role = builder.Configuration["role"] ?? "all";
        var isUpgraded = await DatabaseSetup.AddDatabaseAsync(builder);
        Compose(builder, role);

        var app = builder.Build();
        // A setting of the wrong form ends the start, in words, instead of every later call.
        _ = app.Services.GetRequiredService<SecretBox>();
        _ = app.Services.GetRequiredService<PublicUrl>();
        await AppDataSource.CheckRoleAsync(app.Services.GetRequiredService<AppDataSource>().Short, CancellationToken.None);
        if (isUpgraded)
            await app.Services.GetRequiredService<SealActivityLog>().AnchorAsync(CancellationToken.None);
        AccessTokenRules.KeepOutOfTheWay(app);
        await BootstrapClient.EnsureAsync(app.Services, app.Configuration);
        if (role is "all" or "web")
            UseWeb(app);
        else
            app.MapGet("/status", () => Results.Json(new { status = "up" }));
        return app;
    }

    /// <summary>All but the database, which is there before.</summary>
    public static void Compose(WebApplicationBuilder builder, string role)
    {
        AddPlatform(builder.Services, builder.Configuration);
        foreach (var feature in House.Features)
            feature.AddTo(builder.Services);
        if (role is "all" or "worker")
            AddWorkers(builder.Services);
        AddWeb(builder.Services);
        if (role is "all" or "web")
            builder.Services.AddHostedService(sp => sp.GetRequiredService<StandbyWatch>());
        Versions.AddTo(builder.Services, builder.Configuration);
    }

    private static void AddPlatform(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ =>
            configuration["PagoDigitale:MasterKey"] is { Length: > 0 } key
                ? SecretBox.FromBase64(key)
                : SecretBox.FromFile(DatabaseSetup.MasterKeyPath(configuration))
        );
        services.AddScoped(sp => PagoDb.Over(sp.GetRequiredService<TenantSession>(), sp.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(_ => new IdentifierKinds(House.Features.SelectMany(f => f.Identifiers)));
        services.AddSingleton(_ => new JobHandlers(House.Features.SelectMany(f => f.Jobs)));
        services.AddPagoTelemetry(configuration);
    }

    private static void AddWorkers(IServiceCollection services)
    {
        services.AddHostedService<WorkerHeartbeat>();
        services.AddHostedService<JobWorker>();
        services.AddHostedService<RecurringJobs>();
    }

    private static void AddWeb(IServiceCollection services)
    {
        RuleMessages.Install();
        services
            .AddControllers(o =>
            {
                BindingMessages.Install(o);
                ValueSources.Install(o);
                ExactValueBinder.Install(o);
                o.Filters.Add<UploadFilter>();
            })
            .AddApplicationPart(typeof(ApiHost).Assembly)
            .AddJsonOptions(o => ApiJson.Answering(ApiJson.Configure(o.JsonSerializerOptions)))
            .ConfigureApiBehaviorOptions(o =>
            {
                o.SuppressModelStateInvalidFilter = true;
                o.SuppressMapClientErrors = true;
            });
        services
            .AddOptions<MvcOptions>()
            .PostConfigure<IOptions<JsonOptions>, ILogger<SystemTextJsonInputFormatter>>(
                (mvc, json, log) =>
                {
                    mvc.InputFormatters.Clear();
                    mvc.InputFormatters.Add(new JsonBodyFormatter(json.Value, log));
                }
            );
        services.AddApiDocument();
        CompressedBodies.AddTo(services);
    }

    private static bool IsPublic(PathString path) =>
        path == "/status"
        || path == "/health/ready"
        || path == "/openapi.yaml"
        || path == "/openapi.json"
        || path.StartsWithSegments("/docs")
        || path.StartsWithSegments("/.well-known")
        || path.StartsWithSegments("/problems");

    private static void UseWeb(WebApplication app)
    {
        app.UseMiddleware<HeadRequests>();
        app.UseAnswerLanguage();
        app.UseResponseCompression();
        app.UseMiddleware<FailureHandling>();
        // Answers hold personal data and are kept by no cache; the few that are public may be, for a minute.
        app.Use(
            (http, next) =>
            {
                http.Response.Headers.CacheControl = IsPublic(http.Request.Path) ? "max-age=60" : "no-store";
                return next(http);
            }
        );
        app.UseMiddleware<BearerAuthentication>();
        app.UseMiddleware<RateLimits>();
        app.UseMiddleware<CompressedBodies>();
        // The idempotency hash reads a JSON body a second time.
        app.Use(
            (http, next) =>
            {
                if (http.Request.ContentType?.Contains("json", StringComparison.OrdinalIgnoreCase) == true)
                    // In memory whole: what the framework would put on disk is not in our private folder.
                    http.Request.EnableBuffering((int)JsonBodyLengthMax + 1);
                return next(http);
            }
        );
        app.UseMiddleware<ReadAgain>();
        app.UseRouting();
        CallsUnderWay.Use(app);
        app.UseDeprecations();
        app.MapControllers();
        foreach (var feature in House.Features)
            feature.MapEndpoints(app);
    }
}
