using PagoDigitale.Platform.Jobs;

namespace PagoDigitale.TestKit;

/// <summary>Jobs run by hand.</summary>
public static class JobRuns
{
    /// <summary>The next job of the first lane that has one due; false when none has.</summary>
    public static async Task<bool> RunOnceAsync(this JobRunner runner, CancellationToken ct)
    {
        foreach (var lane in JobRunners.All)
            if (await runner.RunOnceAsync(lane, ct))
                return true;
        return false;
    }
}
