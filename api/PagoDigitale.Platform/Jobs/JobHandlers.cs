using System.Reflection;

namespace PagoDigitale.Platform.Jobs;

/// <summary>The handlers of the application by kind.</summary>
public sealed class JobHandlers(IEnumerable<Type> handlers)
{
    private readonly Dictionary<string, Type> _byKind = handlers.ToDictionary(KindOf);

    public Task RunAsync(IServiceProvider services, Job job, CancellationToken ct) =>
        _byKind.TryGetValue(job.Kind, out var type)
            ? ((IJobHandler)services.GetRequiredService(type)).RunAsync(job, ct)
            : throw new InvalidOperationException($"Nobody handles jobs of kind '{job.Kind}'.");

    public static IEnumerable<Type> FindHandlers(Assembly assembly) =>
        assembly.GetTypes().Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IJobHandler).IsAssignableFrom(t));

    private static string KindOf(Type type) =>
        (string)type.GetProperty(nameof(IJobHandler.Kind), BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}
