using System.Collections.Concurrent;
using System.Globalization;

namespace PagoDigitale.TestKit.Contract;

/// <summary>
/// What the tests exercised, operation by status, one file per test process. The test script gathers the files and compares
/// them with the list of what nobody exercised yet.
/// </summary>
public static class ExchangeLog
{
    private static readonly ConcurrentDictionary<(string, int), byte> Seen = new();
    private static readonly Lock Gate = new();

    private static readonly string? Folder = Environment.GetEnvironmentVariable("PAGODIGITALE_EXCHANGES");

    public static void Record(string operationId, int status)
    {
        if (Folder is null || !Seen.TryAdd((operationId, status), 0))
            return;
        lock (Gate)
        {
            Directory.CreateDirectory(Folder);
            File.AppendAllText(
                Path.Combine(Folder, $"{Environment.ProcessId}.txt"),
                string.Create(CultureInfo.InvariantCulture, $"{operationId} {status}\n")
            );
        }
    }
}
