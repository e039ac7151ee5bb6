using System.Collections.Concurrent;
using System.Globalization;

namespace PagoDigitale.TestKit.Contract;

/// <summary>
/// What the tests exercised, operations by status and types of events, one file per test process. The test script gathers the files
/// and compares them with the list of what nobody exercised yet.
/// </summary>
public static class ExchangeLog
{
    private static readonly ConcurrentDictionary<(string, int), byte> Seen = new();
    private static readonly Lock Gate = new();

    private static readonly string? Folder = Environment.GetEnvironmentVariable("PAGODIGITALE_EXCHANGES");

    /// <summary>How a type of event stands beside the statuses of operations.</summary>
    public static string LineOf(string eventType) => $"event {eventType}";

    public static void Record(string operationId, int status)
    {
        if (Folder is not null && Seen.TryAdd((operationId, status), 0))
            Write(string.Create(CultureInfo.InvariantCulture, $"{operationId} {status}"));
    }

    public static void RecordEvent(string type)
    {
        if (Folder is not null && Seen.TryAdd((type, 0), 0))
            Write(LineOf(type));
    }

    private static void Write(string line)
    {
        lock (Gate)
        {
            Directory.CreateDirectory(Folder!);
            File.AppendAllText(Path.Combine(Folder!, $"{Environment.ProcessId}.txt"), $"{line}\n");
        }
    }
}
