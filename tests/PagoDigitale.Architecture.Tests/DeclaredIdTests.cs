using System.Text.RegularExpressions;
using Mono.Cecil;
using PagoDigitale.Api;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>An identifier tells by its prefix what it is of.</summary>
public sealed partial class DeclaredIdTests
{
    [Fact]
    public void No_two_things_share_a_prefix_or_a_name()
    {
        House.Features.SelectMany(f => f.Identifiers).Select(i => i.Prefix).ShouldBeUnique();
        House.Features.SelectMany(f => f.Identifiers).Select(i => i.Name).ShouldBeUnique();
    }

    [Fact]
    public void The_prefixes_that_are_written_and_read_are_those_declared() =>
        Product
            .Types(Product.Assembly("PagoDigitale.Api"))
            .SelectMany(t => t.Methods)
            .SelectMany(PrefixesIn)
            .Distinct()
            .ShouldBe(House.Features.SelectMany(f => f.Identifiers).Select(i => i.Prefix), ignoreOrder: true);

    /// <summary>The texts that go into a parameter named so.</summary>
    private static IEnumerable<string> PrefixesIn(MethodDefinition method) =>
        method.HasBody && method.Body.Instructions.Any(i => i.Operand is MethodReference called && TakesPrefix(called))
            ? method.Body.Instructions.Select(i => i.Operand).OfType<string>().Where(t => Prefix().IsMatch(t))
            : [];

    private static bool TakesPrefix(MethodReference method) =>
        method.DeclaringType.FullName.StartsWith("PagoDigitale.", StringComparison.Ordinal)
        && method.Resolve() is { } resolved
        && resolved.Parameters.Any(p => p.Name == "prefix");

    [GeneratedRegex("^[a-z]{3}$")]
    private static partial Regex Prefix();
}
