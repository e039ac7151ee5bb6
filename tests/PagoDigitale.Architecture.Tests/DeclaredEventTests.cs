using System.Text.RegularExpressions;
using PagoDigitale.Api;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Http;
using Shouldly;
using Xunit;

namespace PagoDigitale.Architecture.Tests;

/// <summary>Who follows the feed finds every type of event in a declaration, and who finds one there may wait for it.</summary>
public sealed partial class DeclaredEventTests
{
    /// <summary>An event named after the state that was reached begins with this.</summary>
    private const string PositionStatePrefix = "position.";

    private static readonly HashSet<string> _subjects = [.. House.Features.SelectMany(f => f.Events).Select(e => e.Name.Split('.')[0])];

    private static readonly HashSet<string> _jobs = [.. House.Features.SelectMany(f => f.Jobs).Select(j => j.Kind)];

    public static TheoryData<string> Names => [.. House.Features.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_feature_declares_the_events_it_emits(string name)
    {
        var feature = House.Features.Single(f => f.Name == name);
        var texts = TextsOf(feature);
        var declared = feature.Events.Select(e => e.Name).ToList();

        texts.Where(IsEvent).Except(declared).ShouldBeEmpty("emitted, not declared");
        var byState = texts.Contains(PositionStatePrefix) ? PositionStates() : [];
        declared.Except(texts).Except(byState).ShouldBeEmpty("declared, not emitted");
        declared.ShouldBeUnique();
    }

    [Fact]
    public void A_type_means_the_same_whoever_emits_it()
    {
        var meanings = House.Features.SelectMany(f => f.Events).Distinct().ToList();

        meanings.Select(e => e.Name).ShouldBeUnique();
        meanings.ShouldAllBe(e => EventName().IsMatch(e.Name) && e.Meaning.EndsWith('.') && e.Meaning.Length <= 100);
    }

    [Fact]
    public void The_list_for_who_follows_the_feed_has_them_all() =>
        File.ReadLines(Path.Combine(Product.Root, "specs/events.md"))
            .Where(l => l.StartsWith("| `", StringComparison.Ordinal))
            .ShouldBe(
                House
                    .Features.SelectMany(f => f.Events)
                    .Distinct()
                    .OrderBy(e => e.Name, StringComparer.Ordinal)
                    .Select(e => $"| `{e.Name}` | {e.Meaning} |")
            );

    private static HashSet<string> TextsOf(Feature feature) =>
        [
            .. new[] { "PagoDigitale.Api", "PagoDigitale.Platform" }
                .SelectMany(a => Product.Types(Product.Assembly(a)))
                .Where(t => t.FullName != feature.GetType().FullName && IsOf(feature, t.FullName))
                .SelectMany(Product.Texts),
        ];

    private static bool IsOf(Feature feature, string type) => type.StartsWith($"{feature.GetType().Namespace}.", StringComparison.Ordinal);

    private static bool IsEvent(string text) =>
        EventName().IsMatch(text) && _subjects.Contains(text.Split('.')[0]) && !_jobs.Contains(text);

    private static IEnumerable<string> PositionStates() =>
        Enum.GetValues<PositionState>().Select(s => $"{PositionStatePrefix}{StateText.Of(s)}");

    [GeneratedRegex(@"^[a-z]+(-[a-z]+)*\.[a-z]+(-[a-z]+)*$")]
    private static partial Regex EventName();
}
