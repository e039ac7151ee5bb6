using System.Globalization;
using PagoDigitale.Api;
using PagoDigitale.TestKit.Contract;
using Shouldly;
using Xunit;

namespace PagoDigitale.Contract.Tests;

/// <summary>
/// Which statuses of which operations, and which types of events, no test has seen yet. The list, <c>unexercised.txt</c>, may only get
/// shorter. Run by ./test after all other projects, which write down what they exercised.
/// </summary>
public sealed class UnexercisedTests
{
    // Only a broken server gives these: they are provoked for some operations and are the same code for all.
    private static readonly int[] ServerFailures = [500, 503];

    [Fact]
    public void The_list_of_what_nobody_exercised_only_gets_shorter()
    {
        var declared = OpenApiContract
            .Instance.Operations.SelectMany(o =>
                o.Statuses.Where(s => !ServerFailures.Contains(s))
                    .Select(s => string.Create(CultureInfo.InvariantCulture, $"{o.OperationId} {s}"))
            )
            .Concat(House.Features.SelectMany(f => f.Events).Select(e => ExchangeLog.LineOf(e.Name)));
        var seen = Exercised();
        var missing = declared.Where(d => !seen.Contains(d)).Order(StringComparer.Ordinal).ToList();
        if (Environment.GetEnvironmentVariable("PAGODIGITALE_APPROVE") == "1")
            File.WriteAllLines(SourceFile(), missing);
        var approved = File.ReadAllLines(SourceFile()).ToHashSet();

        missing.Where(m => !approved.Contains(m)).ShouldBeEmpty("these were exercised once, or are new, and no test sees them");
        approved
            .Where(a => !missing.Contains(a))
            .ShouldBeEmpty("these are exercised now: take them off the list (PAGODIGITALE_APPROVE=1 ./test)");
    }

    [Fact]
    public void Every_operation_was_seen_to_succeed()
    {
        var seen = Exercised();
        OpenApiContract
            .Instance.Operations.Where(o =>
                !o.Statuses.Any(s =>
                    s is >= 200 and < 300 && seen.Contains(string.Create(CultureInfo.InvariantCulture, $"{o.OperationId} {s}"))
                )
            )
            .Select(o => o.OperationId)
            .ShouldBeEmpty();
    }

    private static HashSet<string> Exercised()
    {
        var folder = Environment.GetEnvironmentVariable("PAGODIGITALE_EXCHANGES");
        Directory.Exists(folder).ShouldBeTrue("run ./test: it runs the other projects first and sets PAGODIGITALE_EXCHANGES");
        return [.. Directory.GetFiles(folder!).SelectMany(File.ReadAllLines)];
    }

    private static string SourceFile([System.Runtime.CompilerServices.CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "unexercised.txt");
}
