namespace PagoDigitale.Platform.Jobs;

/// <summary>The kinds of jobs of the application, and who does them.</summary>
public sealed class JobHandlers(IEnumerable<JobKind> kinds)
{
    private readonly Dictionary<string, JobKind> _byKind = kinds.ToDictionary(k => k.Kind);

    public JobKind Find(string kind) =>
        _byKind.TryGetValue(kind, out var found) ? found : throw new InvalidOperationException($"Nobody handles jobs of kind '{kind}'.");

    public Task RunAsync(IServiceProvider services, Job job, CancellationToken ct) =>
        ((IJobHandler)services.GetRequiredService(Find(job.Kind).Handler)).RunAsync(job, ct);
}
