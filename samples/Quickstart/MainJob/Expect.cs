namespace PagoDigitale.Quickstart.MainJob;

/// <summary>Stops the job at the first figure that is not the expected one.</summary>
internal static class Expect
{
    public static void Equal<T>(string what, T expected, T actual)
        where T : IEquatable<T>
    {
        if (!expected.Equals(actual))
            throw new MainJobFailedException($"{what}: {expected} expected, {actual} found.");
    }
}
