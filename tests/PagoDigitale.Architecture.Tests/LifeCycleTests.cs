using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>A life cycle that nobody moves by is a drawing.</summary>
public sealed partial class LifeCycleTests
{
    private const string Namespace = "PagoDigitale.Core.LifeCycles";

    [Fact]
    public void Every_event_of_every_life_cycle_is_fired_somewhere()
    {
        var named = Product
            .Sources("api")
            .SelectMany(File.ReadLines)
            .Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .SelectMany(l => EventName().Matches(l))
            .Select(m => m.Value)
            .ToHashSet();

        Events().Where(e => !named.Contains(e)).ShouldBeEmpty();
    }

    private static List<string> Events() =>
        [
            .. from type in Product.Types(Product.Assembly("PagoDigitale.Core"))
            where type.IsEnum && type.Namespace == Namespace && type.Name.EndsWith("Event", StringComparison.Ordinal)
            from field in type.Fields.Where(f => f.IsStatic)
            select $"{type.Name}.{field.Name}",
        ];

    [GeneratedRegex(@"\b\w+Event\.\w+")]
    private static partial Regex EventName();
}
