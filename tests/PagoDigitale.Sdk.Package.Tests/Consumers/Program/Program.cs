using System;
using System.Threading.Tasks;
using Microsoft.Extensions.DependencyInjection;
using PagoDigitale.Sdk;

namespace Vendor
{
    /// <summary>Plays the library with a client made by hand, and with one that is registered.</summary>
    public static class Program
    {
        public static async Task Main(string[] args)
        {
            var options = new PagoDigitaleOptions
            {
                BaseAddress = new Uri(args[0]),
                ClientId = args[1],
                ClientSecret = args[2],
            };
            using (var client = new PagoDigitaleClient(options))
                await Collection.PlayAsync(client, args[3], args[4], args[5] + "-made");

            var services = new ServiceCollection();
            services.AddPagoDigitale(registered =>
            {
                registered.BaseAddress = options.BaseAddress;
                registered.ClientId = options.ClientId;
                registered.ClientSecret = options.ClientSecret;
            });
            using (var provider = services.BuildServiceProvider())
                await Collection.PlayAsync(provider.GetRequiredService<IPagoDigitaleClient>(), args[3], args[4], args[5] + "-registered");
        }
    }
}
