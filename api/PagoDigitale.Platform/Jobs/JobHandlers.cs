namespace PagoDigitale.Platform.Jobs;

/// <summary>The handlers of the application by kind.</summary>
public sealed class JobHandlers(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> _byKind = kinds.ToDictionary(k => k.Kind);

    public Task RunAsync(IServiceProvider services, Job job, CancellationToken ct) =>
        _byKind.TryGetValue(job.Kind, out var kind)
            ? ((IJobHandler)services.GetRequiredService(kind.Handler)).RunAsync(job, ct)
            : throw new InvalidOperationException($"Nobody handles jobs of kind '{job.Kind}'.");
}
