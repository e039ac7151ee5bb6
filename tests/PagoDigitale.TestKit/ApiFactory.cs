using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PagoDigitale.TestKit;

/// <summary>The application as its entry point puts it together, with the settings and the clock of a test.</summary>
internal sealed class ApiFactory(TimeProvider clock, IReadOnlyDictionary<string, string> settings) : WebApplicationFactory<Program>
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        // What the application reads before it is built, such as the database, has to be on its command line: settings are.
        foreach (var (key, value) in settings)
            builder.UseSetting(key, value);
        builder.UseEnvironment(Environments.Production);
        builder.ConfigureLogging(logging =>
        {
            logging.ClearProviders();
            logging.SetMinimumLevel(LogLevel.Warning);
            if (Environment.GetEnvironmentVariable("PAGODIGITALE_TEST_LOG") is { Length: > 0 })
                logging.AddConsole();
        });
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton(clock);
            services.AddSingleton<IStartupFilter, CallerAddress>();
        });
    }

    /// <summary>In memory nobody calls from anywhere; limits go by the address.</summary>
    private sealed class CallerAddress : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    (HttpContext http, RequestDelegate go) =>
                    {
                        http.Connection.RemoteIpAddress ??= System.Net.IPAddress.Loopback;
                        return go(http);
                    }
                );
                next(app);
            };
    }
}
