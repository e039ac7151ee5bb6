using PagoDigitale.Benchmarks;

var benchmarks = typeof(IBenchmark)
    .Assembly.GetTypes()
    .Where(t => t is { IsClass: true, IsAbstract: false } && typeof(IBenchmark).IsAssignableFrom(t))
    .Select(t => (IBenchmark)Activator.CreateInstance(t)!)
    .ToDictionary(b => b.Name);
if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var benchmark))
{
    Console.WriteLine($"Name a benchmark: {string.Join(", ", benchmarks.Keys.Order())}");
    return 2;
}
var options = args.Skip(1)
    .Chunk(2)
    .Where(p => p.Length == 2 && p[0].StartsWith("--", StringComparison.Ordinal))
    .ToDictionary(p => p[0][2..], p => p[1]);
return await benchmark.RunAsync(options) ? 0 : 1;
