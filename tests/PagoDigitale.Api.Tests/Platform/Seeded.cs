namespace PagoDigitale.Api.Tests.Platform;

/// <summary>Runs a property many times and says which seed broke it.</summary>
internal static class Seeded
{
    public static void Run(int times, Action<Random> property)
    {
        // Every run looks elsewhere; set PAGODIGITALE_SEED to look again where a failure was.
        var first = int.TryParse(Environment.GetEnvironmentVariable("PAGODIGITALE_SEED"), out var given)
            ? given
            : Random.Shared.Next(1_000_000_000);
        for (var i = 0; i < times; i++)
        {
            try
            {
                property(new Random(first + i));
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"Failed with PAGODIGITALE_SEED={first + i}: {exception.Message}", exception);
            }
        }
    }
}
